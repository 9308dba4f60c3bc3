package org.adei.cache.benchmarks.failover;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.network.FaultProxy;

/** Does what goes wrong, and mends it as time would: what died starts again, what was cut is whole again. */
final class Faults {
    private static final long LEASE_MILLIS = 1_000;
    private static final Duration SLOW_LINK = Duration.ofMillis(30);
    private static final long PATIENCE_MILLIS = 60_000;

    private final Site site;
    private final Random random;
    private final int master;
    private final int other;
    private volatile long began;

    /** The faults of one run, for a master that reigns. */
    Faults(Site site, Random random, int master) {
        this.site = site;
        this.random = random;
        this.master = master;
        List<Integer> others = new ArrayList<>(site.data());
        others.remove((Integer) master);
        this.other = others.get(random.nextInt(others.size()));
    }

    /** When the fault began, in ns. */
    long began() {
        return began;
    }

    /**
     * Breaks and mends; returns when all is mended.
     *
     * @return false if no new master came, where one had to
     */
    boolean happen(FaultKind kind) throws InterruptedException, SQLException {
        began = System.nanoTime();
        switch (kind) {
            case KILL -> {
                site.kill(master);
                return untilReplaced(() -> site.start(master));
            }
            case HANG -> {
                LocalMariaDb frozen = site.servers.server(master);
                frozen.freeze();
                return untilReplaced(frozen::resume);
            }
            case CUT -> {
                site.network.all(master).forEach(FaultProxy::blackHole);
                return untilReplaced(this::rejoinNetwork);
            }
            case SWITCHOVER -> {
                site.wish(other);
                return awaitSuccessor();
            }
            case POWER -> {
                losePower();
                return untilReplaced(() -> site.start(master));
            }
            case REPLICA -> {
                site.kill(other);
                rest(500);
                site.start(other);
            }
            case BLINK -> {
                site.servers.server(master).freeze();
                TimeUnit.MILLISECONDS.sleep(LEASE_MILLIS / 5 + random.nextInt((int) LEASE_MILLIS));
                site.servers.server(master).resume();
            }
            case DOUBLE -> {
                return killTwo();
            }
            case STEWARD -> isolateSteward();
            case ALL -> killAll();
        }
        return true;
    }

    /** The master of today is back as a loser; a server alone waits for nobody. */
    private boolean untilReplaced(Runnable mend) throws InterruptedException {
        boolean replaced = awaitSuccessor();
        rest(800);
        mend.run();
        return replaced;
    }

    private void rejoinNetwork() {
        if (random.nextBoolean()) {
            site.network.all(master).forEach(FaultProxy::cut);
        }
        site.network.all(master).forEach(FaultProxy::heal);
    }

    private void losePower() throws InterruptedException {
        site.network.common(master).delay(SLOW_LINK);
        rest(200);
        began = System.nanoTime();
        site.network.all(master).forEach(FaultProxy::refuse);
        site.kill(master);
    }

    private boolean killTwo() throws InterruptedException {
        site.kill(master);
        boolean replaced = awaitSuccessor();
        int second = site.successor(master);
        if (second != 0) {
            site.kill(second);
        }
        rest(500);
        site.start(master);
        rest(500);
        if (second != 0) {
            site.start(second);
        }
        return replaced;
    }

    private void isolateSteward() throws InterruptedException {
        int steward = random.nextInt(site.network.stewards());
        for (int id = 1; id <= site.servers.size(); id++) {
            site.network.ofSteward(steward, id).blackHole();
        }
        rest(4_000);
        for (int id = 1; id <= site.servers.size(); id++) {
            site.network.ofSteward(steward, id).heal();
        }
    }

    /** Every server, a witness too. */
    void killAll() throws InterruptedException {
        List<Integer> all = new ArrayList<>();
        for (int id = 1; id <= site.servers.size(); id++) {
            all.add(id);
            site.kill(id);
        }
        Collections.shuffle(all, random);
        for (int id : all) {
            rest(300);
            site.start(id);
        }
    }

    private void rest(int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(most));
    }

    private boolean awaitSuccessor() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            if (site.successor(master) != 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return false;
    }
}
