package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.control.Permission;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.failure.SkipException;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.Scrubs;
import org.adei.cache.work.mariadb.MariaDbScrubs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of a source that are changed long after they were cached. */
class ScrubIT {
    private static final long S = 1_000_000_000L;
    private static final int ROWS = 4_000;
    private static final int WINDOWS = 13;
    private static final Interval WHOLE = new Interval(0, WINDOWS * 600 * S);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Tuning TUNING = new Tuning(new Batching(700, 8 << 20, 2), 2, 2, Duration.ofSeconds(30), true);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Stop stop = new Stop();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private StoreDatabase schema;

    @BeforeEach
    void open() {
        schema = new StoreDatabase();
    }

    @AfterEach
    void close() {
        stop.request();
        schema.close();
        threads.shutdown();
    }

    private static ListSource source() {
        ListSource source = new ListSource(List.of("a", "b"));
        for (int i = 0; i < ROWS; i++) {
            source.add(i * 2 * S, i * 0.37, i % 7 == 0 ? RowBlock.NULL : -i);
        }
        return source;
    }

    /** A cache of a source, and who compares the two. */
    private record Site(ListSource source, MariaDbCacheStore store, CacheEngine engine, GroupScrub scrub)
            implements AutoCloseable {
        CachedGroup cached() {
            return store.catalogue().find(source.group().id()).orElseThrow();
        }

        SourceBook.Entry entry() {
            return new SourceBook.Entry(source, source.group(), cached());
        }

        void cache() {
            assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
        }

        GroupScrub.Result compare() {
            return scrub.compare(entry(), source, WHOLE, () -> false);
        }

        CacheDigest digest() {
            return Objects.requireNonNull(engine.digest(source.group().id()));
        }

        void replace(int row, double... values) {
            source.rows().set(row, new ListSource.Row(source.rows().get(row).time(), values));
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private Site site(ListSource source, StorageLayout layout) {
        return site(source, schema.store(layout, Duration.ofSeconds(30)));
    }

    private Site site(ListSource source, MariaDbCacheStore store) {
        CacheEngine engine = new CacheEngine(store, List.of(source), Ladder.ofSeconds(10, 60, 600), TUNING);
        SliceRunner runner = new SliceRunner(store, TUNING::batch, threads);
        Site site = new Site(source, store, engine, new GroupScrub(store, runner));
        site.cache();
        return site;
    }

    private static CacheDigest undisturbed(ListSource source, StorageLayout layout) {
        try (StoreDatabase other = new StoreDatabase()) {
            MariaDbCacheStore store = other.store(layout, Duration.ofSeconds(30));
            try (CacheEngine engine = new CacheEngine(store, List.of(source), Ladder.ofSeconds(10, 60, 600), TUNING)) {
                engine.runOnce(RunListener.NONE);
                return engine.digest(source.group().id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StorageLayout.class,
            names = {"WIDE", "PACKED"})
    void whatWasChangedAtRandomIsFoundAndCachedAnewAndNothingElse(StorageLayout layout) {
        Random random = new Random(7);
        try (Site site = site(source(), layout)) {
            for (int round = 0; round < 6; round++) {
                assertThat(site.compare()).isEqualTo(GroupScrub.Result.SAME);
                Set<Long> touched = new TreeSet<>();
                for (int change = 0; change <= round; change++) {
                    touched.add(change(site.source(), random));
                }
                assertThat(site.compare()).isEqualTo(new GroupScrub.Result(touched.size(), ""));
                site.cache();
            }
            assertThat(site.compare()).isEqualTo(GroupScrub.Result.SAME);
            assertThat(site.digest()).isEqualTo(undisturbed(site.source(), layout));
        }
    }

    /** Gives the window of the coarsest level. */
    private static long change(ListSource source, Random random) {
        List<ListSource.Row> rows = source.rows();
        int at = 1 + random.nextInt(rows.size() - 200);
        ListSource.Row row = rows.get(at);
        switch (random.nextInt(4)) {
            case 0 -> rows.remove(at);
            case 1 -> rows.add(at + 1, new ListSource.Row(row.time() + 1, new double[] {1, 2}));
            case 2 -> rows.set(at, new ListSource.Row(row.time(), new double[] {Math.nextUp(row.values()[0]), 3}));
            default -> rows.set(at, new ListSource.Row(row.time(), new double[] {RowBlock.NULL, -3}));
        }
        return row.time() / (600 * S);
    }

    /** Count, extremes, mean and gap of their window stay the same. */
    @Test
    void valuesThatWereExchangedWithinAWindowAreFoundInTheRawRows() {
        try (Site site = site(source(), StorageLayout.WIDE)) {
            double[] one = site.source().rows().get(1_001).values();
            double[] other = site.source().rows().get(1_002).values();
            site.replace(1_001, other);
            site.replace(1_002, one);
            assertThat(site.compare().healed()).isEqualTo(1);
        }
    }

    @Test
    void whatWasChangedInTheCacheItselfIsPutRightToo() {
        try (Site site = site(source(), StorageLayout.WIDE)) {
            CacheDigest before = site.digest();
            String table = schema.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                            + schema.schema() + "' AND table_name LIKE 'cache10\\_\\_%'")
                    .get(0);
            schema.run("UPDATE `" + table + "` SET mean0 = mean0 + 1 ORDER BY 1 LIMIT 1");
            assertThat(site.digest()).isNotEqualTo(before);
            assertThat(site.compare().healed()).isEqualTo(1);
            site.cache();
            assertThat(site.digest()).isEqualTo(before);
        }
    }

    @Test
    void aSourceThatHasOtherRowsEverywhereIsNamedAndNothingIsChanged() {
        ListSource withGap = source();
        withGap.rows().removeIf(row -> row.time() / (600 * S) == 5);
        try (Site site = site(withGap, StorageLayout.WIDE)) {
            CacheDigest before = site.digest();
            for (int row = 0; row < withGap.rows().size(); row++) {
                site.replace(row, 1, 1);
            }
            assertThat(site.compare().complaint())
                    .startsWith("12 windows of 600 s in [1970-01-01T00:00:00Z, 1970-01-01T02:10:00Z) differ from the"
                            + " source, all that there are");
            assertThat(site.digest()).isEqualTo(before);
        }
    }

    @Test
    void channelsThatTheSourceHasNoLongerAreNotLost() {
        try (Site site = site(source(), StorageLayout.WIDE)) {
            CacheDigest before = site.digest();
            ListSource less = new ListSource(List.of("a"));
            site.source().rows().forEach(row -> less.add(row.time(), row.values()[0]));
            SourceBook.Entry entry = new SourceBook.Entry(less, less.group(), site.cached());
            assertThat(site.scrub().compare(entry, less, WHOLE, () -> false)).isEqualTo(GroupScrub.Result.SAME);
            less.rows().set(500, new ListSource.Row(1_000 * S, new double[] {0.5}));
            assertThat(site.scrub().compare(entry, less, WHOLE, () -> false).complaint())
                    .contains("channels that the source has no longer would be lost");
            assertThat(site.digest()).isEqualTo(before);
        }
    }

    @Test
    void processesShareTheWorkAndCompareEachPieceOnce() {
        ListSource rows = source();
        try (Site site = site(rows, StorageLayout.WIDE)) {
            site.replace(700, 0.1, 0.2);
            FaultySource counted = new FaultySource(rows);
            Scrubs scrubs = new MariaDbScrubs(site.store().queue());
            try (ScrubLane one = lane(site, counted, scrubs);
                    ScrubLane other = lane(site, counted, scrubs)) {
                one.start();
                other.start();
                await().atMost(SOON).until(() -> scrubs.all().values().stream().anyMatch(each -> each.age() != null));
                assertThat(scrubs.all().get(site.cached().number()).healed()).isEqualTo(1);
                stop.request();
            }
            assertThat(counted.rowsRead.get()).isEqualTo(WINDOWS * 300);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains("1 windows of 600 s")
                    .contains("cached anew");
            site.cache();
            assertThat(site.digest()).isEqualTo(undisturbed(rows, StorageLayout.WIDE));
        }
    }

    @Test
    void aPieceThatCannotBeReadIsNamedAndPassedOver() {
        ListSource rows = source();
        try (Site site = site(rows, StorageLayout.WIDE)) {
            site.replace(3_800, 0.1, 0.2);
            FaultySource faulty = new FaultySource(rows);
            faulty.before(interval -> {
                if (interval.contains(3_000 * S)) {
                    throw new SkipException("a row has no number");
                }
            });
            Scrubs scrubs = new MariaDbScrubs(site.store().queue());
            try (ScrubLane lane = lane(site, faulty, scrubs)) {
                lane.start();
                await().atMost(SOON).until(() -> scrubs.all().values().stream().anyMatch(each -> each.age() != null));
                stop.request();
            }
            assertThat(notes).hasSize(2).first().asString().contains("a row has no number");
            assertThat(scrubs.all().get(site.cached().number()).healed()).isEqualTo(1);
        }
    }

    private ScrubLane lane(Site site, FaultySource source, Scrubs scrubs) {
        RunListener listener = new RunListener() {
            @Override
            public void note(String message) {
                notes.add(message);
            }
        };
        GroupWork work = new GroupWork(
                site.store(),
                new SliceCrew(
                        site.store(),
                        new SliceRunner(site.store(), TUNING::batch, threads),
                        threads,
                        new Places(() -> 2),
                        stop),
                new GroupWork.Options(Ladder.ofSeconds(10, 60, 600), TUNING),
                stop,
                Permission.ALWAYS);
        SourceBook.Entry entry = new SourceBook.Entry(source, site.source().group(), site.cached());
        GroupFaults faults =
                new GroupFaults(site.store(), listener, LaneName.ARCHIVE, new Outages(name -> false, System::nanoTime));
        return new ScrubLane(
                new ScrubLane.Parts(work, site.scrub(), scrubs, () -> List.of(entry), SourceGate.OPEN, faults),
                Duration.ofHours(1));
    }

    @Test
    void aTurnThatWasLostChangesNothing() {
        try (Site site = site(source(), StorageLayout.WIDE)) {
            Scrubs scrubs = new MariaDbScrubs(site.store().queue());
            long number = site.cached().number();
            Scrubs.Turn turn = scrubs.take(List.of(number), Duration.ofHours(1)).orElseThrow();
            assertThat(scrubs.take(List.of(number), Duration.ofHours(1))).isEmpty();
            schema.run("UPDATE adei_scrub SET lease_until = '1970-01-02'");
            Scrubs.Turn next = scrubs.take(List.of(number), Duration.ofHours(1)).orElseThrow();
            scrubs.end(turn, null, 5);
            scrubs.end(next, 600 * S, 1);
            assertThat(scrubs.all().get(number)).isEqualTo(new Scrubs.Scrubbed(600 * S, null, 1));
            Scrubs.Turn last = scrubs.take(List.of(number), Duration.ofHours(1)).orElseThrow();
            assertThat(last.reached()).isEqualTo(600 * S);
            scrubs.end(last, null, 0);
            assertThat(scrubs.take(List.of(number), Duration.ofHours(1))).isEmpty();
            assertThat(scrubs.take(List.of(number), Duration.ZERO)).isPresent();
        }
    }
}
