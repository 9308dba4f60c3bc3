package org.adei.cache.benchmarks.failover;

import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What goes wrong, and how often among all. */
public enum FaultKind {
    /** The master's process is killed. */
    KILL(28),
    /** The master stands still for longer than its lease, and goes on. */
    HANG(16),
    /** The master's network is silent, and is back, with or without what was on its way. */
    CUT(14),
    /** Planned: another server becomes master. */
    SWITCHOVER(14),
    /** The master dies and what was on its way over a slow link is lost, as with its machine's power. */
    POWER(8),
    /** A replica dies. */
    REPLICA(6),
    /** The master stands still for less than its lease, or about as long. */
    BLINK(4),
    /** The new master dies as well, as soon as it reigns. */
    DOUBLE(3),
    /** A steward reaches no server for a while. */
    STEWARD(3),
    /** All servers are killed and started in any order. */
    ALL(4);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    static FaultKind draw(RandomGenerator random) {
        int point =
                random.nextInt(Stream.of(values()).mapToInt(kind -> kind.weight).sum());
        for (FaultKind kind : values()) {
            point -= kind.weight;
            if (point < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    /** Whether caching stops until there is another master. */
    boolean needsSuccessor() {
        return this == KILL || this == HANG || this == CUT || this == POWER || this == DOUBLE || this == ALL;
    }
}
