package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.control.Permission;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.failure.UnreachableException;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.SourceLimits;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.tail.Followed;
import org.adei.cache.tail.LaneListener;
import org.adei.cache.work.mariadb.MariaDbSourceSlots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveLaneIT {
    private static final long S = 1_000_000_000L;
    private static final int ROWS = 4_000;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMinutes(2);

    private final FaultySource source = new FaultySource(rows());
    private StoreDatabase schema;

    @BeforeEach
    void open() {
        schema = new StoreDatabase();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private static ListSource rows() {
        ListSource rows = new ListSource(List.of("a", "b"));
        for (int i = 0; i < ROWS; i++) {
            rows.add(i * 2 * S, i * 0.37, -i);
        }
        return rows;
    }

    private ArchiveNode node() {
        return new ArchiveNode(schema, source, LEASE, Permission.ALWAYS);
    }

    private static void awaitDone(ArchiveNode node) {
        await().atMost(SOON).until(() -> node.depth().open() == 0);
    }

    private static CacheDigest undisturbed() {
        try (StoreDatabase schema = new StoreDatabase();
                ArchiveNode alone = new ArchiveNode(schema, rows(), LEASE, Permission.ALWAYS)) {
            alone.plan();
            alone.lane.start();
            awaitDone(alone);
            assertThat(alone.rows()).isEqualTo(ROWS);
            return alone.digest();
        }
    }

    @Test
    void twoProcessesShareTheSlicesAndReadEachRowOnce() {
        try (ArchiveNode first = node();
                ArchiveNode second = node()) {
            assertThat(first.plan()).isGreaterThan(10);
            first.lane.start();
            second.lane.start();
            awaitDone(first);

            assertThat(first.rows()).isEqualTo(ROWS);
            assertThat(source.rowsRead.get()).isEqualTo(ROWS);
            assertThat(first.digest()).isEqualTo(undisturbed());
            assertThat(first.plan()).isZero();
        }
    }

    @Test
    void passingFaultsAreTriedAgain() {
        AtomicInteger faults = new AtomicInteger(5);
        source.before(interval -> {
            if (faults.getAndDecrement() > 0) {
                throw new RetryException("the source is gone");
            }
        });
        try (ArchiveNode node = node()) {
            node.plan();
            node.lane.start();
            awaitDone(node);

            assertThat(node.rows()).isEqualTo(ROWS);
            assertThat(node.depth().quarantined()).isZero();
            assertThat(node.notes).anyMatch(note -> note.contains("the source is gone"));
        }
    }

    @Test
    void whatNobodyForesawIsTriedAgainAndNoThreadDiesOfIt() {
        AtomicInteger faults = new AtomicInteger(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        source.before(interval -> {
            threads.add(Thread.currentThread());
            int fault = faults.getAndDecrement();
            if (fault > 2) {
                throw new IllegalStateException("nobody thought of this");
            } else if (fault > 0) {
                throw new AssertionError("nobody thought of that");
            }
        });
        try (ArchiveNode node = node()) {
            node.plan();
            node.lane.start();
            awaitDone(node);

            assertThat(node.digest()).isEqualTo(undisturbed());
            assertThat(node.depth().quarantined()).isZero();
            assertThat(threads).hasSizeLessThanOrEqualTo(node.threads);
            assertThat(node.notes)
                    .anyMatch(note -> note.contains("nobody thought of this, a fault of this program"))
                    .anyMatch(note -> note.contains("nobody thought of that, a fault of this program"));
        }
    }

    @Test
    void aPoisonedSliceIsSetAsideAndTheRestIsCached() {
        long poisoned = ROWS * S;
        source.before(interval -> {
            if (interval.contains(poisoned)) {
                throw new SkipException("row 17 is poisoned");
            }
        });
        try (ArchiveNode node = node()) {
            int items = node.plan();
            node.lane.start();
            awaitDone(node);

            assertThat(node.queue.quarantined(10)).singleElement().satisfies(item -> {
                assertThat(item.reason()).isEqualTo("row 17 is poisoned");
                assertThat(item.item().interval().contains(poisoned)).isTrue();
                assertThat(item.attempts()).isEqualTo(3);
            });
            assertThat(node.rows()).isBetween((long) ROWS - ROWS / (items - 1), ROWS - 1L);
            assertThat(node.store.catalogue().failures().get(node.cached.id())).contains("poisoned");

            source.before(interval -> {});
            node.queue.retry(List.of(node.queue.quarantined(1).get(0).item().key()));
            awaitDone(node);
            assertThat(node.digest()).isEqualTo(undisturbed());
            await().atMost(SOON).until(() -> node.store.catalogue().failures().isEmpty());
        }
    }

    @Test
    void aFaultThatStopsTheGroupIsNamedAndKeepsItsItems() {
        source.before(interval -> {
            throw new HaltException("wrong password");
        });
        try (ArchiveNode node = node()) {
            int items = node.plan();
            node.lane.start();
            await().atMost(SOON).until(() -> node.store.catalogue().failures().containsKey(node.cached.id()));

            assertThat(node.store.catalogue().failures().get(node.cached.id())).contains("wrong password");
            await().atMost(SOON).until(() -> node.depth().leased() == 0);
            assertThat(node.depth().open()).isEqualTo(items);
        }
    }

    @Test
    void whatIsStoppedIsLeftAloneUntilItIsStartedAgain() {
        Set<GroupId> stopped = ConcurrentHashMap.newKeySet();
        try (ArchiveNode node = new ArchiveNode(schema, source, LEASE, new SwitchedPermission(stopped))) {
            stopped.add(node.cached.id());
            int items = node.plan();
            node.lane.start();
            await().atMost(SOON).until(() -> node.depth().waiting() > 0);

            assertThat(node.rows()).isZero();
            assertThat(node.depth().open()).isEqualTo(items);
            await().atMost(SOON).until(() -> node.passedOver.get() > 0);
            stopped.clear();
            awaitDone(node);
            assertThat(node.rows()).isEqualTo(ROWS);
        }
    }

    @Test
    void aLaneThatIsClosedHandsEverythingBackAndThreadsFollowTheirNumber() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        source.eachBlock(() -> {
            reading.countDown();
            awaitQuietly(go);
        });
        try (ArchiveNode second = node()) {
            second.threads = 0;
            second.lane.start();
            try (ArchiveNode first = node()) {
                int items = first.plan();
                first.lane.start();
                reading.await();
                Thread closing = new Thread(first.lane::close);
                closing.start();
                first.stop.request();
                go.countDown();
                closing.join();

                assertThat(first.depth().leased()).isZero();
                assertThat(first.depth().ready()).isLessThanOrEqualTo(items).isPositive();
            }
            second.threads = 3;
            awaitDone(second);
            assertThat(second.rows()).isEqualTo(ROWS);
            assertThat(second.digest()).isEqualTo(undisturbed());
        }
    }

    @Test
    void theLimitOfConnectionsHoldsOverAllProcesses() {
        source.limit(new SourceLimits(2, 0));
        try (ArchiveNode first = node();
                ArchiveNode second = node()) {
            first.plan();
            first.threads = 3;
            second.threads = 3;
            first.lane.start();
            second.lane.start();
            awaitDone(first);

            assertThat(first.rows()).isEqualTo(ROWS);
            assertThat(source.mostOpen()).isBetween(1, 2);
            assertThat(new MariaDbSourceSlots(first.store.queue(), LEASE).taken(source.name()))
                    .isZero();
        }
    }

    @Test
    void theLimitOfRowsHoldsOverAllProcesses() {
        int perSecond = 1_000;
        source.limit(new SourceLimits(0, perSecond));
        try (ArchiveNode first = node();
                ArchiveNode second = node()) {
            first.plan();
            long start = System.nanoTime();
            first.lane.start();
            second.lane.start();
            awaitDone(first);

            double took = (System.nanoTime() - start) / 1e9;
            assertThat(first.rows()).isEqualTo(ROWS);
            assertThat(took).isGreaterThan((ROWS - 1_000.0) / perSecond);
        }
    }

    /** Each reader gets 17 rows a second, while a batch would take all of them longer than their lease. */
    @Test
    void aLowLimitHoldsAndLetsNoLeaseEnd() {
        int rows = 450;
        int perSecond = 50;
        ListSource list = new ListSource(List.of("a"));
        for (int i = 0; i < rows; i++) {
            list.add(i * 4 * S, i);
        }
        FaultySource slow = new FaultySource(list);
        slow.limit(new SourceLimits(0, perSecond));
        try (ArchiveNode node = new ArchiveNode(schema, slow, Duration.ofSeconds(3), Permission.ALWAYS)) {
            assertThat(node.plan()).isGreaterThan(2);
            node.threads = 3;
            long start = System.nanoTime();
            node.lane.start();
            awaitDone(node);

            double took = (System.nanoTime() - start) / 1e9;
            assertThat(node.rows()).isEqualTo(rows);
            assertThat(slow.rowsRead.get()).isEqualTo(rows);
            assertThat(took).isGreaterThan((rows - 2.0 * perSecond) / perSecond);
            assertThat(node.notes).noneMatch(note -> note.contains("lease is lost"));
        }
    }

    @Test
    void anOutageOfTheSourceCostsNoAttemptAndIsToldOnce() {
        AtomicInteger faults = new AtomicInteger(3);
        source.before(interval -> {
            if (faults.getAndDecrement() > 0) {
                throw new UnreachableException("source list cannot be reached");
            }
        });
        try (ArchiveNode node = node()) {
            node.threads = 1;
            node.plan();
            node.lane.start();
            awaitDone(node);

            assertThat(node.rows()).isEqualTo(ROWS);
            assertThat(faults.get()).isNegative();
            assertThat(node.notes)
                    .filteredOn(note -> note.contains("cannot be reached"))
                    .hasSize(1);
        }
    }

    @Test
    void aSourceThatTheLeaderCannotReachCostsNoAttemptEither() {
        source.before(interval -> {
            throw new RetryException("the source is gone");
        });
        try (ArchiveNode node = node()) {
            node.saidDown = true;
            int items = node.plan();
            node.lane.start();
            await().atMost(SOON).until(() -> node.passedOver.get() > 3);
            node.lane.close();

            assertThat(node.depth().open()).isEqualTo(items);
            assertThat(schema.ask("SELECT MAX(attempts) FROM (SELECT attempts FROM adei_queue_ready"
                            + " UNION ALL SELECT attempts FROM adei_queue_leased) AS items"))
                    .containsExactly("0");
        }
    }

    @Test
    void aTailCatchesUpNoFasterThanTheLimitAndKeepsItsLease() {
        int rows = 400;
        int perSecond = 100;
        ListSource list = new ListSource(List.of("a"));
        for (int i = 0; i < rows; i++) {
            list.add(i * S, i);
        }
        FaultySource slow = new FaultySource(list);
        slow.limit(new SourceLimits(0, perSecond));
        Duration lease = Duration.ofSeconds(3);
        List<String> failures = new CopyOnWriteArrayList<>();
        LaneListener listener = new LaneListener() {
            @Override
            public void failed(GroupId group, String message) {
                failures.add(message);
            }
        };
        try (ArchiveNode node = new ArchiveNode(schema, slow, lease, Permission.ALWAYS);
                CurrentLane current =
                        new CurrentLane(node.store, new Tuning(Batching.DEFAULT, 1, 2, lease, true), listener)) {
            SourceGate gate = new SlotGate(
                    new MariaDbSourceSlots(node.store.queue(), LEASE), node.stop, LEASE.toNanos(), lease.toNanos());
            long start = System.nanoTime();
            current.follow(new CatchUpSource(slow, gate), List.of(new Followed(list.group(), node.cached)));
            await().atMost(SOON).until(() -> node.rows() == rows);

            assertThat((System.nanoTime() - start) / 1e9).isGreaterThan((rows - 2.0 * perSecond) / perSecond);
            assertThat(failures).isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
