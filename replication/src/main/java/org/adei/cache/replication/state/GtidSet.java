package org.adei.cache.replication.state;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Transactions by the last number of each origin. The numbers of a domain rise whichever server writes, so of two
 * positions in a domain the one with the higher number has more.
 *
 * @param last last number by origin, none for an origin without transactions
 */
public record GtidSet(Map<Origin, Long> last) {
    /** No transactions. */
    public static final GtidSet NONE = new GtidSet(Map.of());

    public GtidSet {
        last = Collections.unmodifiableMap(new TreeMap<>(last));
    }

    /**
     * Where transactions come from.
     *
     * @param domain {@code gtid_domain_id}
     * @param server {@code server_id} of the one that wrote them first
     */
    public record Origin(long domain, long server) implements Comparable<Origin> {
        private static final Comparator<Origin> ORDER =
                Comparator.comparingLong(Origin::domain).thenComparingLong(Origin::server);

        @Override
        public int compareTo(Origin other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Reads MariaDB's text, {@code 0-1-108,0-2-153}; an empty one is no transactions.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static GtidSet parse(String text) {
        Map<Origin, Long> last = new TreeMap<>();
        for (String gtid : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = gtid.strip().split("-");
            if (!gtid.strip().matches("\\d{1,10}-\\d{1,10}-\\d{1,18}")) {
                throw new IllegalArgumentException(
                        "\"" + gtid + "\" is no transaction: expected domain-server-number such as 0-1-108");
            }
            last.merge(
                    new Origin(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                    Long.parseLong(parts[2]),
                    Math::max);
        }
        return new GtidSet(last);
    }

    public boolean isEmpty() {
        return last.isEmpty();
    }

    /** The highest number of each domain. */
    public Map<Long, Long> byDomain() {
        Map<Long, Long> highest = new TreeMap<>();
        last.forEach((origin, number) -> highest.merge(origin.domain(), number, Math::max));
        return highest;
    }

    /** Whether nothing of the other lies behind the highest number of its domain here. */
    public boolean reaches(GtidSet other) {
        Map<Long, Long> mine = byDomain();
        return other.byDomain().entrySet().stream()
                .allMatch(domain -> mine.getOrDefault(domain.getKey(), 0L) >= domain.getValue());
    }

    /** Transactions of an origin that the other has not: errant ones, if this is a replica and the other its master. */
    public GtidSet beyond(GtidSet other) {
        Map<Origin, Long> beyond = new TreeMap<>(last);
        beyond.entrySet().removeIf(entry -> entry.getValue() <= other.last.getOrDefault(entry.getKey(), 0L));
        return new GtidSet(beyond);
    }

    /** The last transaction of each domain, as a position to replicate from. */
    public GtidSet position() {
        Map<Long, Long> highest = byDomain();
        Map<Origin, Long> ends = new TreeMap<>(last);
        ends.entrySet()
                .removeIf(entry ->
                        entry.getValue() < highest.getOrDefault(entry.getKey().domain(), 0L));
        return new GtidSet(ends);
    }

    /** MariaDB's text. */
    @Override
    public String toString() {
        return last.entrySet().stream()
                .map(entry -> entry.getKey().domain() + "-" + entry.getKey().server() + "-" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
