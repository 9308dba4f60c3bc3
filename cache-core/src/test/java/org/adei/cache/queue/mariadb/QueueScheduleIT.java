package org.adei.cache.queue.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.AttemptPolicy;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.Outcome;
import org.adei.cache.queue.QuarantinedItem;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.Settlement;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers that claim, prolong, freeze, fail, forget, complete and give back at random on a real server: each item takes
 * effect once, whoever may have thought that it was theirs; each act of a lease that is not good is refused, and each of a
 * good one accepted, by the grants and ends that the database wrote down.
 */
class QueueScheduleIT {
    private static final int WORKERS = 4;
    private static final int STEPS = 40;
    private static final int ITEMS = 20;
    private static final int SCHEDULES = 80;
    private static final LaneName LANE = LaneName.ARCHIVE;
    private static final AttemptPolicy POLICY =
            new AttemptPolicy(40, 3, 40, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final QueueLimits LIMITS = new QueueLimits(Duration.ofMillis(60), 1_000, 3, POLICY);

    private static final String MICROS = "TIMESTAMPDIFF(MICROSECOND, '2020-01-01', %s)";
    private static final String NOW = MICROS.formatted("SYSDATE(6)");

    private MariaDbQueueFixture fixture;
    private CacheDatabase clock;

    @BeforeEach
    void open() {
        fixture = new MariaDbQueueFixture();
        fixture.process(LIMITS);
        clock = fixture.schema.store(Duration.ofMinutes(1)).coordination();
        record();
        fixture.schema.run("CREATE TABLE journal (id BIGINT AUTO_INCREMENT PRIMARY KEY, k BIGINT, token BIGINT)");
    }

    /** The database itself writes down who is given a lease, until when, and when it ends. */
    private void record() {
        String lease = "(k BIGINT, token BIGINT, until_us BIGINT, at_us BIGINT)";
        fixture.schema.run("CREATE TABLE granted " + lease);
        fixture.schema.run("CREATE TABLE ended " + lease);
        String given = "INSERT INTO granted VALUES (NEW.k, NEW.token, " + MICROS.formatted("NEW.lease_until") + ", "
                + NOW + ")";
        String over =
                "INSERT INTO ended VALUES (OLD.k, OLD.token, " + MICROS.formatted("OLD.lease_until") + ", " + NOW + ")";
        fixture.schema.run("CREATE TRIGGER lease_given AFTER INSERT ON adei_queue_leased FOR EACH ROW " + given);
        fixture.schema.run("CREATE TRIGGER lease_changed AFTER UPDATE ON adei_queue_leased FOR EACH ROW"
                + " IF NEW.token = OLD.token THEN " + given + "; ELSE " + over + "; END IF");
        fixture.schema.run("CREATE TRIGGER lease_over AFTER DELETE ON adei_queue_leased FOR EACH ROW " + over);
    }

    private LeaseOracle oracle() {
        LeaseOracle oracle = new LeaseOracle();
        read("granted", oracle::granted);
        read("ended", oracle::ended);
        return oracle;
    }

    private void read(String table, BiConsumer<LeaseOracle.Lease, LeaseOracle.Grant> to) {
        clock.with(
                "cannot read what was written down",
                connection -> Sql.list(
                        connection, "SELECT k, token, until_us, at_us FROM " + table + " WHERE token > 0", row -> {
                            to.accept(
                                    new LeaseOracle.Lease(row.getLong(1), row.getLong(2)),
                                    new LeaseOracle.Grant(row.getLong(3), row.getLong(4)));
                            return 0;
                        }));
        fixture.schema.run("DELETE FROM " + table);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** 80 schedules of 4 workers for each of 4 seeds: 320 schedules, two and more workers at the same items. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void eachItemTakesEffectOnceByOneWhoseLeaseIsGood(long seed) throws Exception {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(fixture.process(LIMITS), clock, new Random(100 * seed + i)));
        }
        SkipLockedWorkQueue last = fixture.process(QueueLimits.of(Duration.ofMinutes(10)));
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        long late = 0;
        long lost = 0;
        long accepted = 0;
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            fill(workers.get(0).queue, schedule);
            List<Future<?>> all = new ArrayList<>();
            for (Worker worker : workers) {
                all.add(threads.submit(worker::play));
            }
            for (Future<?> one : all) {
                one.get(5, TimeUnit.MINUTES);
            }
            List<LeaseOracle.Act> acts =
                    workers.stream().flatMap(worker -> worker.acts.stream()).toList();
            LeaseOracle oracle = oracle();
            assertThat(oracle.complaints(acts)).isEmpty();
            accepted += acts.stream().filter(LeaseOracle.Act::accepted).count();
            late += acts.stream().filter(oracle::isLate).count();
            lost += acts.stream()
                    .filter(act -> !act.accepted() && !oracle.isLate(act))
                    .count();
            drain(last);
            judge(schedule);
            oracle();
        }
        threads.shutdown();
        assertThat(List.of(accepted, late, lost))
                .as("accepted, refused since late, refused since another had the item or it was done")
                .allMatch(count -> count > 0);
    }

    private static void fill(SkipLockedWorkQueue queue, int schedule) {
        List<NewItem> items = IntStream.range(0, ITEMS)
                .mapToObj(i -> new NewItem(LANE, schedule, new Interval(i, i + 1), i % 3))
                .toList();
        assertThat(queue.enqueue(items).added()).isEqualTo(ITEMS);
    }

    /** Everybody has gone: leases run out, waits end, what was set aside is tried again, and all of it is completed. */
    private void drain(SkipLockedWorkQueue queue) {
        fixture.passTime();
        queue.sweep(1_000);
        queue.retry(queue.quarantined(1_000).stream()
                .map(QuarantinedItem::item)
                .map(item -> item.key())
                .toList());
        List<LeasedItem> rest = queue.claim(Demand.of(LANE, 1_000));
        while (!rest.isEmpty()) {
            Settlement settlement = complete(queue, rest, Demand.of(LANE, 1_000));
            assertThat(settlement.stored()).isTrue();
            rest = settlement.next();
        }
    }

    private void judge(int schedule) {
        assertThat(fixture.schema.ask("SELECT COUNT(*) FROM journal")).containsExactly("" + ITEMS * (schedule + 1));
        assertThat(fixture.schema.ask("SELECT COUNT(DISTINCT k) FROM journal"))
                .containsExactly("" + ITEMS * (schedule + 1));
        assertThat(fixture.schema.ask("SELECT (SELECT COUNT(*) FROM adei_queue_ready)"
                        + " + (SELECT COUNT(*) FROM adei_queue_leased) + (SELECT COUNT(*) FROM adei_queue_quarantine)"))
                .containsExactly("0");
    }

    private static Settlement complete(SkipLockedWorkQueue queue, List<LeasedItem> leases, Demand next) {
        return queue.settle(leases.stream().map(Outcome.Done::new).toList(), next, connection -> {
            for (LeasedItem lease : leases) {
                Sql.update(
                        connection,
                        "INSERT INTO journal (k, token) VALUES (?, ?)",
                        lease.item().key(),
                        lease.token());
            }
        });
    }

    /** Holds leases, good ones and such as it should have let go of. */
    private static final class Worker {
        private final SkipLockedWorkQueue queue;
        private final CacheDatabase clock;
        private final Random random;
        private final List<LeasedItem> held = new ArrayList<>();
        private final List<LeaseOracle.Act> acts = new ArrayList<>();

        Worker(SkipLockedWorkQueue queue, CacheDatabase clock, Random random) {
            this.queue = queue;
            this.clock = clock;
            this.random = random;
        }

        private long now() {
            return clock.with("cannot read the clock", connection -> Sql.number(connection, "SELECT " + NOW));
        }

        /** Where some are lost nothing is done, and nothing is said about the others. */
        private void settled(long from, List<LeasedItem> some, List<LeasedItem> lost) {
            acted(from, lost.isEmpty() ? some : lost, lost, true);
        }

        private void acted(long from, List<LeasedItem> some, List<LeasedItem> lost, boolean ending) {
            long to = now();
            for (LeasedItem item : some) {
                acts.add(new LeaseOracle.Act(
                        new LeaseOracle.Lease(item.item().key(), item.token()),
                        from,
                        to,
                        !lost.contains(item),
                        ending));
            }
        }

        void play() {
            acts.clear();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            held.clear();
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> held.addAll(queue.claim(Demand.of(LANE, 1 + random.nextInt(4))));
                case 3 -> renew();
                case 4 ->
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(90)).toNanos());
                case 5 -> queue.sweep(1 + random.nextInt(20));
                case 6 -> tell(lease -> Outcome.PutBack.unused(lease, Duration.ofMillis(random.nextInt(3))));
                case 7 -> tell(lease -> POLICY.after(lease, new RetryException("gone"), ""));
                case 8 -> tell(lease -> POLICY.after(lease, new SkipException("bad"), "row"));
                case 9 ->
                    queue.retry(queue.quarantined(5).stream()
                            .map(item -> item.item().key())
                            .toList());
                default -> finish();
            }
        }

        /** At times it goes on with what it was told is lost. */
        private void renew() {
            long from = now();
            List<LeasedItem> lost = queue.renew(held);
            acted(from, held, lost, false);
            if (random.nextBoolean()) {
                held.removeAll(lost);
            }
        }

        private void tell(java.util.function.Function<LeasedItem, Outcome> kind) {
            List<LeasedItem> some = some();
            long from = now();
            Settlement settlement = queue.settle(some.stream().map(kind).toList(), Demand.nothing(LANE));
            settled(from, some, settlement.lost());
            forget(some, settlement);
        }

        private void finish() {
            List<LeasedItem> some = some();
            long from = now();
            Settlement settlement = complete(queue, some, Demand.of(LANE, random.nextInt(3)));
            settled(from, some, settlement.lost());
            held.addAll(settlement.next());
            forget(some, settlement);
        }

        private List<LeasedItem> some() {
            return List.copyOf(held.subList(0, random.nextInt(held.size() + 1)));
        }

        /** What was stored may be kept too, as by one who did not hear the answer. */
        private void forget(List<LeasedItem> some, Settlement settlement) {
            if (random.nextInt(10) > 0) {
                held.removeAll(settlement.stored() ? some : settlement.lost());
            }
        }
    }

    @Test
    void whatACallerWritesIsThereOnlyIfItsLeaseWasGood() throws SQLException {
        SkipLockedWorkQueue queue = fixture.process(QueueLimits.of(Duration.ofMinutes(10)));
        fill(queue, 1);
        List<LeasedItem> leases = queue.claim(Demand.of(LANE, 2));
        fixture.passTime();

        assertThat(complete(queue, leases, Demand.of(LANE, 2)).lost()).hasSize(2);
        assertThat(fixture.schema.ask("SELECT COUNT(*) FROM journal")).containsExactly("0");
    }
}
