package org.adei.cache.replication.bootstrap;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last transaction that a server has logged from each server of each domain, as {@code @@gtid_binlog_state} says.
 *
 * @param last sequence numbers by {@code domain-server}
 */
public record BinlogState(Map<String, Long> last) {
    public BinlogState {
        last = Collections.unmodifiableMap(new TreeMap<>(last));
    }

    /**
     * Reads {@code 0-1-108,0-2-153}; an empty text is a server that has logged nothing.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static BinlogState parse(String text) {
        Map<String, Long> last = new TreeMap<>();
        for (String gtid : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = gtid.strip().split("-");
            if (parts.length != 3 || !gtid.strip().matches("\\d{1,10}-\\d{1,10}-\\d{1,18}")) {
                throw new IllegalArgumentException(
                        "\"" + gtid + "\" is no transaction: expected domain-server-number such as 0-1-108");
            }
            last.merge(parts[0] + "-" + parts[1], Long.parseLong(parts[2]), Math::max);
        }
        return new BinlogState(last);
    }

    public boolean isEmpty() {
        return last.isEmpty();
    }

    /** Transactions that this server has logged and the other one has not: the last of each, as GTIDs. */
    public BinlogState beyond(BinlogState other) {
        Map<String, Long> beyond = new TreeMap<>(last);
        beyond.entrySet().removeIf(entry -> entry.getValue() <= other.last.getOrDefault(entry.getKey(), 0L));
        return new BinlogState(beyond);
    }

    /** The same as of an earlier position: the last of each origin up to there, as far as it is known. */
    public BinlogState upTo(BinlogState position) {
        Map<String, Long> until = new TreeMap<>(position.last);
        last.forEach((origin, number) -> {
            if (number <= position.highest(domain(origin))) {
                until.merge(origin, number, Math::max);
            }
        });
        return new BinlogState(until);
    }

    private long highest(String domain) {
        return last.entrySet().stream()
                .filter(entry -> domain(entry.getKey()).equals(domain))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    private static String domain(String origin) {
        return origin.substring(0, origin.indexOf('-'));
    }

    /** Each origin, the last one that wrote at the end: the order in which a server takes it. */
    public List<String> inOrder() {
        return last.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() + "-" + entry.getValue())
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        last.forEach((origin, number) -> text.append(text.isEmpty() ? "" : ",")
                .append(origin)
                .append('-')
                .append(number));
        return text.toString();
    }
}
