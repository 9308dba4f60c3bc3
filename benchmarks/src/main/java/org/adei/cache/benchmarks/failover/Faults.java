package org.adei.cache.benchmarks.failover;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.network.Direction;
import org.adei.cache.testkit.network.FaultProxy;

/** Does what goes wrong, and mends it as time would: what died starts again, what was cut is whole again. */
final class Faults {
    static final long LEASE_MILLIS = 1_000;
    private static final Duration SLOW_LINK = Duration.ofMillis(30);
    private static final String[] FULL = {
        "BACKUP STAGE START", "BACKUP STAGE FLUSH", "BACKUP STAGE BLOCK_DDL", "BACKUP STAGE BLOCK_COMMIT"
    };
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
        return switch (kind) {
            case KILL -> loseMaster();
            case HANG -> hang();
            case CUT -> cut();
            case SWITCHOVER -> switchOver();
            case POWER -> losePower();
            case BATCH -> dieInBatch();
            case FULL -> fillDisk();
            case SLOW -> dieBeforeASlowReplica();
            case RESTARTED -> restartCandidate();
            case DOUBLE -> killTwo();
            case TOGETHER -> loseStewardToo();
            case APART_FROM_STEWARDS -> partFromStewards();
            case APART_FROM_REPLICAS, CROWDED, REPLICA, BLINK, STEWARD, FLAPPING, ALL -> {
                passing(kind);
                yield true;
            }
        };
    }

    /** Those after which nobody has to wait for another master. */
    private void passing(FaultKind kind) throws InterruptedException, SQLException {
        switch (kind) {
            case APART_FROM_REPLICAS -> partFromReplicas();
            case CROWDED -> crowd();
            case REPLICA -> loseReplica();
            case BLINK -> blink();
            case STEWARD -> isolateSteward();
            case FLAPPING -> new Flapping(site, random).run();
            default -> killAll();
        }
    }

    private boolean loseMaster() throws InterruptedException {
        site.kill(master);
        return untilReplaced(() -> site.start(master));
    }

    private boolean hang() throws InterruptedException {
        LocalMariaDb frozen = site.servers.server(master);
        frozen.freeze();
        return untilReplaced(frozen::resume);
    }

    private boolean cut() throws InterruptedException {
        List<FaultProxy> ways = site.network.all(master);
        ways.forEach(FaultProxy::blackHole);
        return untilReplaced(() -> join(ways));
    }

    private boolean switchOver() throws InterruptedException, SQLException {
        site.wish(other);
        return awaitSuccessor();
    }

    private boolean losePower() throws InterruptedException {
        site.network.ofClients(master).delay(SLOW_LINK);
        site.network.ofServers(master).delay(SLOW_LINK);
        rest(200);
        began = System.nanoTime();
        site.network.all(master).forEach(FaultProxy::refuse);
        return loseMaster();
    }

    private boolean dieInBatch() throws InterruptedException {
        Batch batch = Batch.begin(site, master);
        rest(1_200);
        began = System.nanoTime();
        boolean replaced = loseMaster();
        batch.await();
        return replaced;
    }

    /** By the lock that backups take: commits hang and so does the switch to read-only, as with a disk that is full. */
    private boolean fillDisk() throws InterruptedException, SQLException {
        Site.Held full = site.hold(master, FULL);
        began = System.nanoTime();
        return untilReplaced(full::close);
    }

    private boolean dieBeforeASlowReplica() throws InterruptedException, SQLException {
        if (random.nextBoolean()) {
            site.run(other, "STOP SLAVE SQL_THREAD");
            began = System.nanoTime();
            return loseMaster();
        }
        Site.Held lock = site.hold(other, "LOCK TABLES " + Site.SCHEMA + ".ledger READ");
        try {
            TimeUnit.MILLISECONDS.sleep(LEASE_MILLIS / 2);
            began = System.nanoTime();
            site.kill(master);
            rest(1_500);
        } finally {
            lock.close();
        }
        return untilReplaced(() -> site.start(master));
    }

    private boolean restartCandidate() throws InterruptedException {
        site.kill(master);
        rest(300);
        site.kill(other);
        rest(300);
        site.start(other);
        return untilReplaced(() -> site.start(master));
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

    private boolean loseStewardToo() throws InterruptedException, SQLException {
        int steward = site.leader().orElse(random.nextInt(site.network.stewards()));
        silence(steward);
        boolean replaced = loseMaster();
        hear(steward);
        return replaced;
    }

    private boolean partFromStewards() throws InterruptedException {
        List<FaultProxy> ways = site.network.ofStewards(master);
        obstruct(ways);
        return untilReplaced(() -> join(ways));
    }

    private void partFromReplicas() throws InterruptedException {
        List<FaultProxy> ways = List.of(site.network.ofServers(master));
        obstruct(ways);
        TimeUnit.MILLISECONDS.sleep(2 * LEASE_MILLIS);
        rest(2_000);
        join(ways);
    }

    private void crowd() throws InterruptedException, SQLException {
        Crowd crowd = Crowd.gather(site, master);
        try {
            TimeUnit.MILLISECONDS.sleep(3 * LEASE_MILLIS);
        } finally {
            crowd.close();
        }
    }

    private void loseReplica() throws InterruptedException {
        site.kill(other);
        rest(500);
        site.start(other);
    }

    private void blink() throws InterruptedException {
        site.servers.server(master).freeze();
        TimeUnit.MILLISECONDS.sleep(LEASE_MILLIS / 5 + random.nextInt((int) LEASE_MILLIS));
        site.servers.server(master).resume();
    }

    private void isolateSteward() throws InterruptedException {
        int steward = random.nextInt(site.network.stewards());
        silence(steward);
        rest(4_000);
        hear(steward);
    }

    /** Every server, a witness too. */
    private void killAll() throws InterruptedException {
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

    private void silence(int steward) {
        for (int id = 1; id <= site.servers.size(); id++) {
            site.network.ofSteward(steward, id).blackHole();
        }
    }

    private void hear(int steward) {
        for (int id = 1; id <= site.servers.size(); id++) {
            site.network.ofSteward(steward, id).heal();
        }
    }

    /** One way or both. */
    private void obstruct(List<FaultProxy> ways) {
        List<Direction> blocked = switch (random.nextInt(3)) {
            case 0 -> List.of(Direction.TO_SERVER);
            case 1 -> List.of(Direction.TO_CLIENT);
            default -> List.of(Direction.values());
        };
        ways.forEach(way -> blocked.forEach(way::block));
    }

    /** With or without what was on its way. */
    private void join(List<FaultProxy> ways) {
        if (random.nextBoolean()) {
            ways.forEach(FaultProxy::cut);
        }
        ways.forEach(FaultProxy::heal);
    }

    /** The master of today is back as a loser; a server alone waits for nobody. */
    private boolean untilReplaced(Runnable mend) throws InterruptedException {
        boolean replaced = awaitSuccessor();
        rest(800);
        mend.run();
        return replaced;
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
