package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells how far replicas are behind by the master's lease, which is renewed some times a second and replicated: a replica
 * that shows an older lease than was seen elsewhere is behind by at least the time since the next one was first seen. No
 * clock of another machine is used. Counts too much rather than too little by the time between two looks. Not thread-safe.
 */
final class LagMeter {
    private static final int KEPT = 4_096;

    private final long freshNanos;
    private final TreeMap<Beat, Long> firstSeen = new TreeMap<>();
    private final Map<String, Beat> shown = new HashMap<>();

    /** A lease as a server shows it; later ones are greater. */
    record Beat(long epoch, long micros) implements Comparable<Beat> {
        @Override
        public int compareTo(Beat other) {
            return epoch == other.epoch ? Long.compare(micros, other.micros) : Long.compare(epoch, other.epoch);
        }
    }

    /**
     * Knows of nobody yet.
     *
     * @param fresh for how long the newest lease counts as the newest there is
     */
    LagMeter(Duration fresh) {
        this.freshNanos = fresh.toNanos();
    }

    /** A server has shown a lease, at a time on a monotonic clock in ns. */
    void seen(String server, Beat beat, long now) {
        shown.put(server, beat);
        firstSeen.putIfAbsent(beat, now);
        if (firstSeen.size() > KEPT) {
            firstSeen.pollFirstEntry();
        }
    }

    /** A server does not answer. */
    void lost(String server) {
        shown.remove(server);
    }

    /** How far a server is behind at most; empty if it did not answer. */
    Optional<Duration> lag(String server, long now) {
        Beat beat = shown.get(server);
        if (beat == null) {
            return Optional.empty();
        }
        Map.Entry<Beat, Long> next = firstSeen.higherEntry(beat);
        if (next != null) {
            return Optional.of(Duration.ofNanos(now - next.getValue()));
        }
        long age = now - firstSeen.getOrDefault(beat, now);
        return Optional.of(age <= freshNanos ? Duration.ZERO : Duration.ofNanos(age));
    }
}
