package org.adei.cache.worker.serve;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What those do who follow sources for one lane: when they last came round, and whether they take tails. Thread-safe. */
final class Rounds {
    private final Map<String, Long> rounds = new ConcurrentHashMap<>();
    private final Activity taking;
    private final LongSupplier clock;

    Rounds(LongSupplier clock) {
        this.clock = clock;
        this.taking = new Activity(clock);
    }

    void cameRound(String source) {
        rounds.put(source, clock.getAsLong());
    }

    /** The one that is longest ago; empty if nobody follows anything. */
    OptionalLong oldest() {
        return rounds.values().stream().mapToLong(each -> each).min();
    }

    /** Tails that are being taken over. */
    Activity taking() {
        return taking;
    }

    /** Forgets all sources: those that are followed still are told of within a moment. */
    void clear() {
        rounds.clear();
    }
}
