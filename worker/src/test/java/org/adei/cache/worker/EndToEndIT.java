package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndIT {
    private static final String SOURCE = """
            src: {type: rows, seed: 1, rows: 5000, channels: [a, b, c], groups: [one, two]}
            """;

    @TempDir
    private Path folder;

    private CacheFixture cache;

    @BeforeEach
    void open() {
        cache = new CacheFixture(folder);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void everythingIsCachedAndEqualsItsSource() {
        Path config = cache.config(SOURCE);
        Session run = cache.cache(config);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(run.out()).contains("2 of 2 groups complete, 10,000 new rows");
        Session verify = cache.run(config, "verify");
        assertThat(verify.out()).contains("equal: every figure of the cache is what the sources give");
        assertThat(verify.exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aSecondRunDoesOnlyWhatIsNew() {
        cache.cache(cache.config(SOURCE.replace("rows: 5000", "rows: 3000")));
        Path config = cache.config(SOURCE);
        assertThat(cache.cache(config).out()).contains("2 of 2 groups complete, 4,000 new rows");
        assertThat(cache.cache(config).out()).contains("2 of 2 groups complete, 0 new rows");
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aSourceThatBreaksOffIsTriedAgainFromWhereItWas() {
        Path config = cache.config(SOURCE.replace("groups:", "breaks: 5, groups:"));
        Session run = cache.cache(config);
        assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.run(cache.config(SOURCE), "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aChangedNumberIsFoundAndNamed() throws SQLException {
        Path config = cache.config(SOURCE);
        cache.cache(config);
        cache.execute(
                "UPDATE `cache60__src__rows__one` SET max1 = max1 + 1 WHERE max1 IS NOT NULL ORDER BY time LIMIT 1");
        cache.execute("DELETE FROM `cache600__src__rows__two` ORDER BY time LIMIT 1");
        Session verify = cache.run(config, "verify");
        assertThat(verify.exit()).isEqualTo(AdeiCache.FAILED);
        assertThat(verify.out())
                .contains(
                        "src/rows/one: 1 differences",
                        "60s",
                        "b max",
                        "src/rows/two: 1 differences",
                        "not in the cache");
        assertThat(cache.run(config, "verify", "--group", "src/rows/one").out()).doesNotContain("src/rows/two");
    }

    @Test
    void aForgottenIntervalIsCachedAnew() {
        Path config = cache.config(SOURCE);
        cache.cache(config);
        Session recache =
                cache.run(config, "recache", "--group", "src/rows/one", "--from", "1970-01-02", "--to", "1970-01-03");
        assertThat(recache.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void statusTellsWhatIsCached() throws IOException {
        Path config = cache.config(SOURCE);
        assertThat(cache.run(config, "status").out()).contains("nothing is cached yet");
        cache.cache(config);
        assertThat(cache.run(config, "status").out()).contains("src/rows/one", "43200s");
        JsonNode group = JsonMapper.builder()
                .build()
                .readTree(cache.run(config, "status", "--json").out())
                .get("groups")
                .get(0);
        assertThat(group.get("levels").get(0).get("level").asText()).isEqualTo("raw");
        assertThat(group.get("levels").size()).isEqualTo(6);
        assertThat(group.get("failure").isNull()).isTrue();
    }

    @Test
    void aQueryTellsWhereItsPartsComeFrom() throws IOException {
        Path config = cache.config(SOURCE);
        cache.cache(config);
        Session table = cache.run(config, "query", "--group", "src/rows/one", "--channels", "a,c", "--points", "10");
        assertThat(table.out())
                .contains("a min", "c max", "from the cache", "cached up to")
                .doesNotContain("b min");
        Session json = cache.run(
                config,
                "query",
                "--group",
                "src/rows/one",
                "--from",
                "1960-01-01",
                "--format",
                "json",
                "--points",
                "50");
        JsonNode answer = JsonMapper.builder().build().readTree(json.out());
        assertThat(answer.get("parts").get(0).get("origin").asText()).isEqualTo("no-rows");
        assertThat(answer.get("start").size()).isBetween(1, 50);
        Session csv = cache.run(config, "query", "--group", "src/rows/one", "--format", "csv", "--no-raw");
        assertThat(csv.out()).startsWith("start,end,rows,missing,a.valid");
        Session unknown = cache.run(config, "query", "--group", "src/rows/one", "--channels", "x");
        assertThat(unknown.err()).contains("has no channel \"x\": expected some of a, b, c");
        assertThat(unknown.exit()).isEqualTo(AdeiCache.USAGE);
    }

    @Test
    void aQueryOfWhatIsNotCachedIsReadFromTheSource() throws IOException {
        Path config = cache.config(SOURCE);
        Session before = cache.run(config, "query", "--group", "src/rows/one", "--points", "10");
        assertThat(before.out()).contains("from the source", "nothing is cached yet");
        Session csv = cache.run(config, "query", "--group", "src/rows/one", "--format", "csv");
        cache.cache(config);
        assertThat(cache.run(config, "query", "--group", "src/rows/one", "--format", "csv")
                        .out())
                .isEqualTo(csv.out());

        Path few = folder.resolve("few.yaml");
        Files.writeString(
                few,
                Files.readString(config)
                        .replace("slice-windows: 2}", "slice-windows: 2, query: {source-rows: 1000}}")
                        .replace("groups: [one, two]", "groups: [one, two, three]"));
        Session limited = cache.run(few, "query", "--group", "src/rows/three", "--format", "json");
        JsonNode parts = JsonMapper.builder().build().readTree(limited.out()).get("parts");
        assertThat(parts.get(0).get("origin").asText()).isEqualTo("source");
        JsonNode rest = parts.get(parts.size() - 1);
        assertThat(rest.get("origin").asText()).isEqualTo("not-cached");
        assertThat(rest.get("reason").asText()).contains("tuning.query.source-rows");
        assertThat(rest.get("level").asText()).isEqualTo("none");
    }

    @Test
    void aQueryIsAnsweredBySourcesWhereTheCacheCannotBeReached() throws IOException {
        Path config = cache.config(SOURCE);
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("127[.]0[.]0[.]1:[0-9]+", "127.0.0.1:" + LocalMariaDb.freePort())
                        .replaceFirst("localhost:[0-9]+", "127.0.0.1:" + LocalMariaDb.freePort()));

        Session answered = cache.run(config, "query", "--group", "src/rows/one", "--points", "10");
        assertThat(answered.out()).contains("from the source", "the cache cannot be reached");
        assertThat(answered.exit()).isEqualTo(AdeiCache.DONE);

        Session unknown = cache.run(config, "query", "--group", "src/rows/nine");
        assertThat(unknown.exit()).isNotEqualTo(AdeiCache.DONE);
    }

    @Test
    void aPlanShowsWhatARunWouldDo() {
        Path config = cache.config(SOURCE);
        assertThat(cache.run(config, "plan", "--dry-run").out()).contains("src/rows/one");
        assertThat(cache.run(config, "status").out()).contains("nothing is cached yet");
    }
}
