package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.query.Origin;
import org.adei.cache.query.Part;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.Samples;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Querying;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.Source;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.testkit.network.FaultProxy;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is not cached is read from the source. */
class SourceReadIT {
    private static final long S = 1_000_000_000L;
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Querying PATIENT = new Querying(1_000_000, Duration.ofMinutes(1));

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @Test
    void aGroupThatIsNotCachedIsReadFromItsSourceAsIfItWere() {
        ListSource source = rows(1, 3_000);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, PATIENT)) {
            GroupId group = source.group().id();
            QueryResult unbounded = engine.query(Query.of(group, 50));
            assertThat(unbounded.parts()).extracting(Part::origin).containsOnly(Origin.SOURCE);
            assertThat(unbounded.watermark()).isEmpty();
            assertThat(unbounded.interval().to())
                    .isEqualTo(source.rows().get(2_999).time() + 1);
            List<Query> queries = queries(source, 60);
            List<QueryResult> before = queries.stream().map(engine::query).toList();

            engine.runOnce(RunListener.NONE);

            for (int i = 0; i < queries.size(); i++) {
                assertSameSamples(before.get(i), engine.query(queries.get(i)));
            }
        }
    }

    @Test
    void whatIsMissingIsReadSoThatTheAnswerIsThatOfAFullCache() {
        ListSource all = rows(2, 4_000);
        ListSource growing = new ListSource(all.group().channels());
        try (TestDatabase whole = TestDatabase.open();
                TestDatabase part = TestDatabase.open();
                CacheEngine full = engine(whole, all, PATIENT);
                CacheEngine half = engine(part, growing, PATIENT)) {
            GroupId group = all.group().id();
            full.runOnce(RunListener.NONE);
            growing.rows().addAll(all.rows().subList(0, lastOfTime(all, 3_000)));
            half.runOnce(RunListener.NONE);
            growing.rows()
                    .addAll(all.rows().subList(growing.rows().size(), all.rows().size()));
            half.recache(
                    group,
                    new Interval(
                            all.rows().get(1_000).time(), all.rows().get(1_200).time()));

            int both = 0;
            for (Query query : queries(all, 200)) {
                QueryResult answer = half.query(query);
                List<Origin> origins = answer.parts().stream().map(Part::origin).toList();
                both += origins.contains(Origin.SOURCE) && origins.contains(Origin.CACHE) ? 1 : 0;
                assertThat(origins).doesNotContain(Origin.NOT_CACHED, Origin.UNREACHABLE);
                assertSameSamples(answer, full.query(query));
            }
            assertThat(both).isGreaterThan(50);
        }
    }

    @Test
    void beyondTheLimitOfRowsAPartIsNotCachedYetAndSaysWhatToDo() {
        ListSource source = rows(3, 20_000);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, new Querying(5_000, Duration.ofMinutes(1)))) {
            GroupId group = source.group().id();
            QueryResult answer = engine.query(Query.of(group, 100));

            assertThat(answer.parts())
                    .extracting(Part::origin)
                    .startsWith(Origin.SOURCE)
                    .endsWith(Origin.NOT_CACHED);
            Part rest = answer.parts().get(answer.parts().size() - 1);
            assertThat(rest.reason()).contains("more than the 5,000 rows", "tuning.query.source-rows");
            engine.runOnce(RunListener.NONE);
            Interval read =
                    new Interval(answer.interval().from(), rest.interval().from());
            long rows = Arrays.stream(answer.samples().rows()).sum();
            assertThat(rows)
                    .isEqualTo(source.rows().stream()
                            .filter(row -> read.contains(row.time()))
                            .count())
                    .isBetween(1L, 10_000L);
        }
    }

    @Test
    void withoutRowsOfTheSourceAnAnswerIsThatOfTheCacheAlone() {
        ListSource source = rows(3, 100);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, Querying.CACHE_ALONE)) {
            Query query = Query.of(source.group().id(), 100).between(new Interval(0, 1_000 * S));
            assertThatThrownBy(() -> engine.query(query)).hasMessageContaining("not in the cache");
            engine.runOnce(RunListener.NONE);
            engine.recache(source.group().id(), Interval.ALL);
            assertThat(engine.query(query).parts()).extracting(Part::origin).doesNotContain(Origin.SOURCE);
        }
    }

    @Test
    void aSourceThatIsDownIsNamedAndTheCacheAnswersWhatItHas() {
        ListSource all = rows(4, 2_000);
        ListSource growing = new ListSource(all.group().channels());
        growing.rows().addAll(all.rows().subList(0, 1_500));
        FaultySource source = new FaultySource(growing);
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, PATIENT)) {
            engine.runOnce(RunListener.NONE);
            Query query = Query.of(all.group().id(), 20).between(new Interval(0, 3_000_000 * S));
            QueryResult before = engine.query(query);
            growing.rows().addAll(all.rows().subList(1_500, 2_000));
            source.before(interval -> {
                throw new RetryException("source list is gone");
            });

            QueryResult down = engine.query(query);

            assertSameSamples(down, before);
            assertThat(down.parts())
                    .filteredOn(part -> part.origin() == Origin.UNREACHABLE)
                    .singleElement()
                    .satisfies(part -> assertThat(part.reason()).isEqualTo("source list is gone"));
            source.before(interval -> {});
            assertThat(engine.query(query).parts())
                    .extracting(Part::origin)
                    .contains(Origin.SOURCE)
                    .doesNotContain(Origin.UNREACHABLE);
        }
    }

    @Test
    void aSourceThatDoesNotAnswerIsNotWaitedForAndNotAskedAgainBeforeItDoes() {
        ListSource rows = rows(5, 500);
        FaultySource source = new FaultySource(rows);
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        source.before(interval -> {
            opened.incrementAndGet();
            awaitOpen(answers);
        });
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, new Querying(1_000_000, Duration.ofMillis(100)))) {
            GroupId group = rows.group().id();
            assertThat(reasons(engine.query(Query.of(group, 10))))
                    .singleElement()
                    .satisfies(reason -> assertThat(reason).contains("0 rows in 100 ms", "tuning.query.source-time"));
            assertThat(reasons(engine.query(Query.of(group, 11))))
                    .singleElement()
                    .satisfies(reason -> assertThat(reason).contains("being read for other questions"));
            assertThat(opened).hasValue(1);
            answers.countDown();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(engine.query(Query.of(group, 10)).parts())
                                    .extracting(Part::origin)
                                    .containsOnly(Origin.SOURCE));
        }
    }

    @Test
    void equalQuestionsAtOneTimeAreReadOnceAndOthersOneAfterTheOther() throws Exception {
        ListSource rows = rows(6, 2_000);
        FaultySource source = new FaultySource(rows);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        source.before(interval -> {
            opened.incrementAndGet();
            awaitOpen(go);
        });
        try (TestDatabase schema = TestDatabase.open();
                CacheEngine engine = engine(schema, source, PATIENT)) {
            Query query = Query.of(rows.group().id(), 30);
            List<Thread> threads = new ArrayList<>();
            List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Query asked = i < 6 ? query : Query.of(rows.group().id(), 30 + i);
                CompletableFuture<QueryResult> answer = new CompletableFuture<>();
                answers.add(answer);
                Thread thread = new Thread(() -> answer.complete(engine.query(asked)));
                threads.add(thread);
                thread.start();
            }
            await().atMost(PATIENCE).until(() -> threads.stream().allMatch(SourceReadIT::waitsAtTheDesk));
            await().atMost(PATIENCE).until(() -> opened.get() == 1);
            go.countDown();
            for (CompletableFuture<QueryResult> answer : answers.subList(1, 6)) {
                assertThat(answer.get()).isSameAs(answers.get(0).get());
            }
            assertThat(answers.get(7).get().parts()).extracting(Part::origin).containsOnly(Origin.SOURCE);
            assertThat(answers.get(6).get().parts()).extracting(Part::origin).containsOnly(Origin.SOURCE);
            assertThat(opened).hasValue(3);
            assertThat(source.mostOpen()).isEqualTo(1);
        }
    }

    @Test
    void whereNoServerOfTheCacheIsAliveTheSourceAnswers() {
        ListSource source = rows(7, 2_000);
        try (TestDatabase schema = TestDatabase.open();
                FaultProxy proxy = FaultProxy.to(port(schema))) {
            CacheServer server = new CacheServer(
                    schema.jdbcUrl().replace(":" + port(schema) + "/", ":" + proxy.port() + "/"),
                    schema.user(),
                    Secret.of(schema.password()));
            try (CacheEngine engine = new CacheEngine(
                    MariaDbCacheStore.open(server, Duration.ofSeconds(30)), List.of(source), LADDER, tuning(PATIENT))) {
                engine.runOnce(RunListener.NONE);
                Query query = Query.of(source.group().id(), 40)
                        .between(new Interval(
                                source.rows().get(100).time(),
                                source.rows().get(1_900).time()));
                QueryResult cached = engine.query(query);
                assertThat(cached.provenance().cacheReached()).isTrue();
                proxy.refuse();
                proxy.cut();

                QueryResult alone = engine.query(query);

                assertThat(alone.provenance().cacheReached()).isFalse();
                assertThat(alone.parts()).extracting(Part::origin).containsOnly(Origin.SOURCE);
                assertSameSamples(alone, cached);
                Query unknown = Query.of(GroupId.parse("list/memory/other"), 10);
                assertThatThrownBy(() -> engine.query(unknown)).isInstanceOf(RetryException.class);
                proxy.heal();
                await().atMost(PATIENCE)
                        .until(() -> engine.query(query).provenance().cacheReached());
            }
        }
    }

    private static boolean waitsAtTheDesk(Thread thread) {
        boolean shares = Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("shared"));
        return shares && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static int port(TestDatabase schema) {
        return Integer.parseInt(schema.jdbcUrl().replaceAll(".*:([0-9]+)/.*", "$1"));
    }

    private static List<String> reasons(QueryResult result) {
        return result.parts().stream().map(Part::reason).distinct().toList();
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryException("interrupted", e);
        }
    }

    private static CacheEngine engine(TestDatabase schema, Source source, Querying limits) {
        CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
        return new CacheEngine(
                MariaDbCacheStore.open(server, Duration.ofSeconds(30)), List.of(source), LADDER, tuning(limits));
    }

    private static Tuning tuning(Querying limits) {
        return Tuning.DEFAULT.querying(limits);
    }

    /** Rows behind the last that has the time of row {@code i}. */
    private static int lastOfTime(ListSource source, int i) {
        int next = i;
        while (source.rows().get(next).time() == source.rows().get(i).time()) {
            next++;
        }
        return next;
    }

    /** Intervals and numbers of points of every size, around and inside the rows, all channels. */
    private static List<Query> queries(ListSource source, int count) {
        Random random = new Random(count);
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long first = source.rows().get(random.nextInt(source.rows().size())).time() - random.nextInt(100) * S;
            long last = random.nextInt(4) == 0
                    ? source.rows().get(source.rows().size() - 1).time() + random.nextInt(1_000) * S
                    : source.rows().get(random.nextInt(source.rows().size())).time() + random.nextInt(1_000_000_000);
            Interval interval = new Interval(Math.min(first, last), Math.max(first, last));
            int points = random.nextInt(3) == 0 ? 100_000 : 1 + random.nextInt(200);
            queries.add(new Query(source.group().id(), List.of("c1", "c0"), interval, points, random.nextInt(4) > 0));
        }
        return queries;
    }

    private static void assertSameSamples(QueryResult one, QueryResult other) {
        Samples a = one.samples();
        Samples b = other.samples();
        String what = one.interval() + " " + one.parts() + " against " + other.parts();
        assertThat(a.start()).as(what).isEqualTo(b.start());
        assertThat(a.end()).as(what).isEqualTo(b.end());
        assertThat(a.rows()).as(what).isEqualTo(b.rows());
        assertThat(a.missing()).as(what).isEqualTo(b.missing());
        for (int c = 0; c < a.channels().size(); c++) {
            assertThat(a.channels().get(c).valid())
                    .isEqualTo(b.channels().get(c).valid());
            assertThat(a.channels().get(c).nonFinite())
                    .isEqualTo(b.channels().get(c).nonFinite());
            assertThat(a.channels().get(c).min())
                    .as(what)
                    .isEqualTo(b.channels().get(c).min());
            assertThat(a.channels().get(c).max())
                    .as(what)
                    .isEqualTo(b.channels().get(c).max());
            assertThat(a.channels().get(c).mean())
                    .as(what)
                    .isEqualTo(b.channels().get(c).mean());
        }
    }

    /** Rows with gaps, ties, fractions and missing values, from before 1970 on. */
    private static ListSource rows(long seed, int count) {
        Random random = new Random(seed);
        ListSource source =
                new ListSource(IntStream.range(0, 2).mapToObj(i -> "c" + i).toList());
        long time = -5_003 * S;
        for (int i = 0; i < count; i++) {
            time += switch (random.nextInt(50)) {
                case 0 -> 0;
                case 1 -> random.nextInt(3_000) * S;
                case 2 -> random.nextInt(2_000_000_000);
                case 3 -> Math.floorMod(-time, 10 * S);
                default -> S;
            };
            source.add(
                    time,
                    random.nextInt(20) == 0 ? RowBlock.NULL : random.nextGaussian(),
                    random.nextInt(30) == 0 ? Double.NaN : Math.rint(random.nextGaussian() * 1e4) / 1e3);
        }
        return source;
    }
}
