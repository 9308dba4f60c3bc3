package org.adei.cache.benchmarks.failover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What goes wrong, and how often among 31 faults. */
public enum FaultKind {
    /** The master's process is killed. */
    KILL(6),
    /** The master stands still for longer than its lease, and goes on. */
    HANG(3),
    /** The master's network is silent, and is back, with or without what was on its way. */
    CUT(3),
    /** Planned: another server becomes master. */
    SWITCHOVER(4),
    /** The master dies and what was on its way over a slow link is lost, as with its machine's power. */
    POWER(1),
    /** The master dies while it takes or sends a transaction of 50 MB. */
    BATCH(1),
    /** The master answers and takes no commits, as when its disk is full, and goes on when there is room. */
    FULL(1),
    /** The master dies while a replica applies nothing, for its applying was stopped or waits for a lock. */
    SLOW(1),
    /** The master dies, and before there is another one a replica dies too and is started. */
    RESTARTED(1),
    /** The new master dies as well, as soon as it reigns. */
    DOUBLE(1),
    /** The steward that leads is isolated, and the master dies at once. */
    TOGETHER(1),
    /** No steward reaches the master, or none hears its answers; all others do. */
    APART_FROM_STEWARDS(1),
    /** No replica reaches the master, or none hears it; all others do. */
    APART_FROM_REPLICAS(1),
    /** The master lets nobody in any more: all of its connections are taken for a while. */
    CROWDED(1),
    /** A replica dies. */
    REPLICA(1),
    /** The master stands still for less than its lease, or about as long. */
    BLINK(1),
    /** A steward reaches no server for a while. */
    STEWARD(1),
    /** Whoever reigns is killed, frozen or cut off, every two seconds. */
    FLAPPING(1),
    /** All servers are killed and started in any order. */
    ALL(1);

    private static final Set<FaultKind> STAYS =
            Set.of(SWITCHOVER, APART_FROM_REPLICAS, CROWDED, REPLICA, BLINK, STEWARD, FLAPPING);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    /**
     * The fault of a seed. Seeds in a row are cards of shuffled decks, the first begins with seed 1: each deck holds every
     * kind as often as its weight says, so that short series have all kinds too.
     */
    static FaultKind draw(long seed) {
        List<FaultKind> deck = new ArrayList<>();
        for (FaultKind kind : values()) {
            deck.addAll(Collections.nCopies(kind.weight, kind));
        }
        Collections.shuffle(deck, new Random(Math.floorDiv(seed - 1, deck.size())));
        return deck.get(Math.floorMod(seed - 1, deck.size()));
    }

    /** Whether caching stops until there is another master. */
    boolean needsSuccessor() {
        return !STAYS.contains(this);
    }

    /** Whether a new reign would be a mistake. */
    boolean leavesMaster() {
        return this == CROWDED;
    }
}
