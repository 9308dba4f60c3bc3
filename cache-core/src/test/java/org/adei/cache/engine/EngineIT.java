package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.Source;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.testkit.oracle.Oracle;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EngineIT {
    private static final long S = 1_000_000_000L;
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @Test
    void whatIsCachedEqualsTheOracle() {
        ListSource source = source(3, 7, 4_000);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, LADDER, Tuning.DEFAULT)) {
            RunReport report = engine.runOnce(RunListener.NONE);

            assertThat(report.problems()).isEmpty();
            assertThat(report.groups())
                    .allSatisfy(group -> assertThat(group.problem()).isEmpty());
            assertThat(report.rows()).isEqualTo(source.rows().size());
            compare(engine, source, LADDER);
            assertThat(engine.runOnce(RunListener.NONE).rows()).isZero();
        }
    }

    @Test
    void theDigestDoesNotDependOnLimitsSlicesAndStops() {
        Random random = new Random(11);
        ListSource whole = source(2, 5, 3_000);
        CacheDigest expected = digest(whole, LADDER, Tuning.DEFAULT);
        for (int i = 0; i < 12; i++) {
            Batching batch = new Batching(1 + random.nextInt(400), 8 << 20, 1 << random.nextInt(4));
            Tuning tuning = new Tuning(batch, 1 + random.nextInt(20), 1 + i % 4, Duration.ofSeconds(30), true);
            Ladder ladder = List.of(LADDER, Ladder.ofSeconds(5, 10, 60, 600), Ladder.ofSeconds(10, 30, 60, 600, 3600))
                    .get(random.nextInt(3));

            CacheDigest digest = digest(whole, ladder, tuning);

            for (Level level : LADDER.levels()) {
                assertThat(digest.levels())
                        .containsEntry(level.seconds(), expected.levels().get(level.seconds()));
            }
            assertThat(digest.levels()).containsEntry(0, expected.levels().get(0));
        }
    }

    @Test
    void rowsThatComeLaterContinueTheOpenWindows() {
        ListSource all = source(2, 9, 2_000);
        CacheDigest expected = digest(all, LADDER, Tuning.DEFAULT);
        ListSource growing = new ListSource(channels(2));
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, growing, LADDER, Tuning.DEFAULT)) {
            Random random = new Random(3);
            int next = 0;
            while (next < all.rows().size()) {
                int until = Math.min(all.rows().size(), next + 1 + random.nextInt(300));
                while (until < all.rows().size()
                        && all.rows().get(until).time()
                                == all.rows().get(until - 1).time()) {
                    until++;
                }
                growing.rows().addAll(all.rows().subList(next, until));
                next = until;
                assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
            }
            assertThat(engine.digest(all.group().id())).isEqualTo(expected);
            assertThat(engine.status().get(0).spans()).hasSize(1);
        }
    }

    @Test
    void whatIsForgottenIsCachedAnewWithTheSameDigest() {
        ListSource source = source(2, 13, 2_000);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, LADDER, Tuning.DEFAULT)) {
            engine.runOnce(RunListener.NONE);
            CacheDigest expected = engine.digest(source.group().id());
            long middle = source.rows().get(1_000).time();

            Interval forgotten = engine.recache(source.group().id(), new Interval(middle, middle + 1));

            assertThat(forgotten.to() - forgotten.from()).isEqualTo(600 * S);
            assertThat(engine.digest(source.group().id())).isNotEqualTo(expected);
            RunReport again = engine.runOnce(RunListener.NONE);
            assertThat(again.done()).isTrue();
            assertThat(again.rows()).isBetween(1L, 601L * 5);
            assertThat(engine.digest(source.group().id())).isEqualTo(expected);
        }
    }

    @Test
    void sumsBeyondTheRangeOfADoubleHaveTheMeanOfTheOracleInBothLayouts() {
        Random random = new Random(17);
        ListSource source = new ListSource(channels(3));
        for (int i = 0; i < 3_000; i++) {
            double sentinel = random.nextInt(9) == 0 ? Double.MAX_VALUE : random.nextGaussian();
            double all = Double.MAX_VALUE * (random.nextInt(5) == 0 ? -random.nextDouble() : 1);
            source.add(i * S, sentinel, all, -Double.MAX_VALUE);
        }
        List<CacheDigest> digests = new ArrayList<>();
        for (StorageLayout layout : List.of(StorageLayout.WIDE, StorageLayout.PACKED)) {
            for (int rows : List.of(7, 1_000)) {
                Tuning tuning = new Tuning(new Batching(rows, 8 << 20, 1), 1, 2, Duration.ofSeconds(30), true);
                try (TestDatabase schema = TestDatabase.open();
                        CacheEngine engine = engine(server(schema).with(layout), source, LADDER, tuning)) {
                    assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
                    compare(engine, source, LADDER);
                    digests.add(engine.digest(source.group().id()));
                }
            }
        }
        assertThat(digests).containsOnly(digests.get(0));
    }

    @Test
    void whatNobodyForesawEndsOneGroupAlone() {
        ListSource good = source(2, 17, 500);
        GroupId id = new GroupId("broken", "memory", "g");
        ListSource rows = new ListSource(id, channels(2));
        rows.rows().addAll(good.rows());
        FaultySource broken = new FaultySource(rows);
        try (TestDatabase schema = TestDatabase.open()) {
            CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
            try (CacheEngine engine = new CacheEngine(
                    MariaDbCacheStore.open(server, Duration.ofHours(1)),
                    List.of(broken, good),
                    LADDER,
                    Tuning.DEFAULT)) {
                for (Runnable fault : List.<Runnable>of(
                        () -> {
                            throw new IllegalStateException("nobody thought of this");
                        },
                        () -> {
                            throw new AssertionError("nobody thought of this");
                        })) {
                    broken.eachBlock(fault);
                    RunReport report = engine.runOnce(RunListener.NONE);

                    assertThat(report.groups()).hasSize(2).anyMatch(GroupResult::done);
                    assertThat(report.groups().get(0).problem().orElse(""))
                            .contains("nobody thought of this", "a fault of this program");
                    assertThat(engine.status()).flatMap(GroupStatus::spans).noneMatch(Span::leased);
                }
                broken.eachBlock(() -> {});
                assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
            }
        }
    }

    @Test
    void aSourceThatFailsAsNobodyForesawIsAProblemOfItsOwn() {
        ListSource good = source(2, 19, 100);
        Source broken = new BrokenSource("broken");
        try (TestDatabase schema = TestDatabase.open()) {
            CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
            try (CacheEngine engine = new CacheEngine(
                    MariaDbCacheStore.open(server, Duration.ofHours(1)),
                    List.of(broken, good),
                    LADDER,
                    Tuning.DEFAULT)) {
                RunReport report = engine.runOnce(RunListener.NONE);

                assertThat(report.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.subject()).isEqualTo("broken");
                    assertThat(problem.message()).contains("nobody thought of this");
                });
                assertThat(report.groups()).singleElement().matches(GroupResult::done);
            }
        }
    }

    private static CacheDigest digest(ListSource source, Ladder ladder, Tuning tuning) {
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, ladder, tuning)) {
            RunReport report = engine.runOnce(RunListener.NONE);
            assertThat(report.groups())
                    .allSatisfy(group -> assertThat(group.problem()).isEmpty());
            return engine.digest(source.group().id());
        }
    }

    private static CacheEngine engine(TestDatabase schema, ListSource source, Ladder ladder, Tuning tuning) {
        return engine(server(schema), source, ladder, tuning);
    }

    private static CacheServer server(TestDatabase schema) {
        return new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
    }

    private static CacheEngine engine(CacheServer server, ListSource source, Ladder ladder, Tuning tuning) {
        return new CacheEngine(MariaDbCacheStore.open(server, tuning.lease()), List.of(source), ladder, tuning);
    }

    private static List<String> channels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    /** Rows with gaps, ties, fractions, missing and non-finite values, from before 1970 on. */
    private static ListSource source(int channels, long seed, int rows) {
        Random random = new Random(seed);
        ListSource source = new ListSource(channels(channels));
        long time = -5_000 * S;
        for (int i = 0; i < rows; i++) {
            time += switch (random.nextInt(50)) {
                case 0 -> 0;
                case 1 -> random.nextInt(5_000) * S;
                case 2 -> random.nextInt(2_000_000_000);
                case 3 -> Math.floorMod(-time, 10 * S);
                default -> S;
            };
            double[] values = new double[channels];
            for (int c = 0; c < channels; c++) {
                values[c] = switch (random.nextInt(20)) {
                    case 0 -> RowBlock.NULL;
                    case 1 -> random.nextInt(10) == 0 ? Double.NaN : -0.0;
                    case 2 -> random.nextInt(10) == 0 ? Double.NEGATIVE_INFINITY : 1e-300;
                    case 3 -> random.nextGaussian() * 1e12;
                    default -> Math.rint(random.nextGaussian() * 1e4) / 1e3;
                };
            }
            source.add(time, values);
        }
        return source;
    }

    private static void compare(CacheEngine engine, ListSource source, Ladder ladder) {
        List<OracleWindow> expected = new ArrayList<>();
        int[] seconds = ladder.levels().stream().mapToInt(Level::seconds).toArray();
        int channels = source.group().channels().size();
        Oracle oracle = new Oracle(seconds, channels, expected::add);
        source.rows().forEach(row -> oracle.row(row.time(), row.values(), RowBlock::isNull));
        oracle.finish();
        CachedGroup group = engine.store().catalogue().find(source.group().id()).orElseThrow();
        for (Level level : ladder.levels()) {
            List<OracleWindow> closed = expected.stream()
                    .filter(window -> window.levelSeconds() == level.seconds() && !window.open())
                    .toList();
            int[] positions = IntStream.range(0, channels).toArray();
            WindowSeries series = engine.store().reader().windows(group, level, Interval.ALL, positions, 1_000_000);
            assertThat(series.size()).isEqualTo(closed.size());
            for (int i = 0; i < closed.size(); i++) {
                same(series, i, closed.get(i));
            }
        }
    }

    private static void same(WindowSeries series, int i, OracleWindow window) {
        assertThat(series.start()[i]).isEqualTo(window.start());
        assertThat(series.rows()[i]).isEqualTo(window.rows());
        assertThat((long) series.missing()[i]).isEqualTo(window.missing());
        for (int c = 0; c < series.channels().length; c++) {
            WindowSeries.Channel channel = series.channels()[c];
            var wanted = window.channel(c);
            assertThat(channel.valid()[i]).isEqualTo(wanted.valid());
            assertThat(channel.nonFinite()[i]).isEqualTo(wanted.nonFinite());
            if (wanted.valid() > 0) {
                assertThat(channel.min()[i]).isEqualTo(wanted.min());
                assertThat(channel.max()[i]).isEqualTo(wanted.max());
                assertThat(wanted.exact().agrees(channel.mean()[i])).isTrue();
            }
        }
    }
}
