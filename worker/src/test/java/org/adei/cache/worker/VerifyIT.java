package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.ingest.SliceTask;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.worker.verify.Verdict;
import org.adei.cache.worker.verify.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not cached does not pass for equal, and what is cached does not pass for different. */
class VerifyIT {
    private static final String SOURCE = "src: {type: rows, seed: 1, rows: 5000, channels: [a, b], groups: [one]}";
    private static final long DAY = 86_400_000_000_000L;
    private static final String ONE = "src/rows/one";

    @TempDir
    private Path folder;

    private CacheFixture cache;
    private Path config;

    @BeforeEach
    void open() {
        cache = new CacheFixture(folder);
        config = cache.config(SOURCE);
        assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private void forget(String from, String to) {
        assertThat(cache.run(config, "recache", "--group", ONE, "--from", from, "--to", to)
                        .exit())
                .isEqualTo(AdeiCache.DONE);
    }

    private void assertNotCached(String... texts) {
        Session verify = cache.run(config, "verify");
        assertThat(verify.exit()).isEqualTo(AdeiCache.FAILED);
        assertThat(verify.out())
                .contains(ONE + ": 1 differences", "rows in [", "not in the cache")
                .contains(texts);
        forget("1960-01-01", "1990-01-01");
        assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aHoleInTheMiddleIsADifference() {
        forget("1970-01-02", "1970-01-03");
        assertNotCached("rows in [1970-01-02T", ", 1970-01-02T");
    }

    @Test
    void aFrontThatIsNotCachedIsADifference() throws SQLException {
        forget("1970-01-02", "1970-01-03");
        cache.execute("DELETE FROM adei_coverage ORDER BY from_ns LIMIT 1");
        assertNotCached("rows in [1969-12-31T", ", 1970-01-02T");
    }

    @Test
    void aTailThatNobodyIsAboutToCacheIsADifference() throws SQLException {
        forget("1970-01-02", "1970-01-03");
        cache.execute("DELETE FROM adei_coverage ORDER BY from_ns DESC LIMIT 1");
        assertNotCached("rows in [1970-01-02T");
    }

    @Test
    void aCoverageThatIsLostIsADifference() throws SQLException {
        cache.execute("DELETE FROM adei_coverage");
        assertNotCached("5000 rows");
    }

    @Test
    void aSliceThatIsHalfDoneDiffersByItsRestAlone() {
        forget("1970-01-02", "1970-01-12");
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            Map.Entry<Source, Discovery> found =
                    engine.discover().entrySet().iterator().next();
            SourceGroup group = found.getValue().groups().get(0);
            long rows = halfDone(engine.store(), found.getKey(), group);
            assertThat(rows).isPositive();
            assertThat(engine.status().get(0).spans().get(0).open()
                            || engine.status().get(0).spans().get(1).open())
                    .isTrue();

            Verdict verdict =
                    Verification.of(engine, Set.of(group.id())).verdicts().get(0);

            assertThat(verdict.differences().first()).singleElement().satisfies(difference -> {
                assertThat(difference.subject()).startsWith("rows in [1970-01-");
                assertThat(difference.found()).isEqualTo("not in the cache");
            });
            assertThat(verdict.notes()).isEmpty();
        }
    }

    @Test
    void whereAWorkerIsAtWorkTheRestIsANote() {
        forget("1970-01-02", "1970-01-12");
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            SourceGroup group =
                    engine.discover().values().iterator().next().groups().get(0);
            Claim claim = claim(engine.store(), group);

            Verdict verdict =
                    Verification.of(engine, Set.of(group.id())).verdicts().get(0);

            assertThat(verdict.differences().first()).isEmpty();
            assertThat(verdict.notes())
                    .singleElement()
                    .asString()
                    .contains("a worker is at work", " rows in [1970-01-02T");
            engine.store().coverage().release(claim);
        }
    }

    private static Claim claim(CacheStore store, SourceGroup group) {
        CachedGroup cached = store.catalogue().find(group.id()).orElseThrow();
        Interval missing = new Interval(DAY, 11 * DAY);
        return store.coverage().claim(cached, missing).orElseThrow();
    }

    /** Caches the first rows of the days that are missing. */
    private static long halfDone(CacheStore store, Source source, SourceGroup group) {
        Claim claim = claim(store, group);
        ExecutorService writers = Executors.newCachedThreadPool();
        try {
            AtomicInteger batches = new AtomicInteger();
            SliceRunner runner = new SliceRunner(store, () -> new Batching(5, 1 << 20, 1), writers);
            return runner.run(
                    new SliceTask(source, group, claim),
                    (position, rows, rejected) -> {},
                    () -> batches.getAndIncrement() >= 1);
        } finally {
            writers.shutdown();
            store.coverage().release(claim);
        }
    }
}
