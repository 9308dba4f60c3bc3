package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong, and what sources hold: one clear message, and everything else is done. */
class BadInputIT {
    private static final String RULE =
            "{tables: \"log_(.+)\", time: {column: ts, type: epoch-seconds}, channels: \"v[0-9]+\"}";

    @TempDir
    private Path folder;

    private CacheFixture cache;
    private TestDatabase source;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @BeforeEach
    void open() throws SQLException {
        cache = new CacheFixture(folder);
        source = TestDatabase.open();
        execute("CREATE TABLE log_good (ts BIGINT, v0 DOUBLE, v1 DOUBLE)");
        execute("INSERT INTO log_good VALUES (100, 1, 2), (101, 3, NULL), (250, 5, 6)");
    }

    @AfterEach
    void close() {
        source.close();
        cache.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path config(String... rules) {
        return cache.config(sourceYaml(source.jdbcUrl(), source.password(), rules));
    }

    private String sourceYaml(String url, String password, String... rules) {
        return "kdb:\n  type: jdbc\n  url: \"%s\"\n  user: \"%s\"\n  password: \"%s\"\n  groups:\n"
                        .formatted(url, source.user(), password)
                + IntStream.range(0, rules.length)
                        .mapToObj(i -> "    - " + rules[i] + "\n")
                        .collect(Collectors.joining());
    }

    private String group(String name) {
        return "kdb/" + source.schema() + "/" + name;
    }

    /** The good group is cached whatever else is wrong. */
    private void assertFailedButOthersDone(Session run, String message) {
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.exit()).isEqualTo(AdeiCache.FAILED);
        assertThat(run.out()).contains("3 new rows");
    }

    @Test
    void anExpressionThatMatchesNoTableIsNamed() {
        Path config = config(RULE, RULE.replace("log_", "lgo_"));
        assertFailedButOthersDone(cache.cache(config), "lgo_(.+)");
    }

    @Test
    void twoGroupsOfOneNameAreNamed() throws SQLException {
        execute("CREATE TABLE old_good (ts BIGINT, v0 DOUBLE)");
        Session run = cache.cache(config(RULE, RULE.replace("log_", "old_")));
        assertThat(run.err()).contains("good").contains("old_good");
        assertThat(run.exit()).isEqualTo(AdeiCache.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE log_bad (at BIGINT, v0 DOUBLE)       | time column
            CREATE TABLE log_bad (ts VARCHAR(20), v0 DOUBLE)  | time column
            """)
    void aTimeColumnThatIsMissingOrNoTimeIsNamed(String table, String column) throws SQLException {
        execute(table);
        assertFailedButOthersDone(cache.cache(config(RULE)), column);
    }

    @Test
    void aZoneThatDoesNotExistIsAnErrorOfTheConfiguration() {
        Session run = cache.cache(
                config("{tables: log_good, time: {column: ts, type: datetime, zone: Europe/Berln}, channels: v0}"));
        assertThat(run.err()).contains("Europe/Berln", "Europe/Berlin", "line ");
        assertThat(run.exit()).isEqualTo(AdeiCache.USAGE);
    }

    @Test
    void aSourceThatCannotBeReachedDoesNotStopTheOthers() {
        String down = sourceYaml("jdbc:mariadb://127.0.0.1:1/x", "x", RULE).replace("kdb:", "down:");
        String refused = sourceYaml(source.jdbcUrl(), "wrong-password", RULE).replace("kdb:", "refused:");
        String good = sourceYaml(source.jdbcUrl(), source.password(), RULE);
        Session run = cache.cache(cache.config(down + refused + good));
        assertFailedButOthersDone(run, "down");
        assertThat(run.err()).contains("refused").doesNotContain("wrong-password");
    }

    @Test
    void aCacheThatRefusesThePasswordIsAnErrorOfTheConfiguration() throws IOException {
        Path config = config(RULE);
        String yaml = Files.readString(config);
        Files.writeString(config, yaml.replaceFirst("password: \"[^\"]*\"", "password: \"wrong-password\""));
        Session run = cache.cache(config);
        assertThat(run.err()).contains("cache").doesNotContain("wrong-password", "\tat ");
        assertThat(run.exit()).isEqualTo(AdeiCache.USAGE);
    }

    @Test
    void rowsWithoutATimeAreCountedReportedAndLeftOut() throws SQLException, IOException, InterruptedException {
        execute("INSERT INTO log_good VALUES (NULL, 7, 8), (NULL, 9, 9)");
        Path config = config(RULE);
        Path output = folder.resolve("output");
        try (WorkerProcess run = WorkerProcess.runOnce(config, output)) {
            assertThat(run.endsWithin(60_000)).isTrue();
            assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        }
        assertThat(Files.readString(output))
                .contains("3 new rows")
                .containsPattern("note: .*log_good has 2 rows without a time .ts is NULL., which are left out");
        Session query = cache.run(config, "query", "--group", group("good"), "--format", "csv", "--channels", "v0");
        assertThat(query.out()).doesNotContain("7.0", "9.0");
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void anEmptySourceIsNoFailure() throws SQLException {
        execute("CREATE TABLE log_empty (ts BIGINT, v0 DOUBLE)");
        Path config = config(RULE);
        Session run = cache.cache(config);
        assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(run.out()).contains("2 of 2 groups complete, 3 new rows");
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aGroupWithoutChannelsIsNamed() throws SQLException {
        execute("CREATE TABLE log_bare (ts BIGINT, comment VARCHAR(10))");
        assertFailedButOthersDone(cache.cache(config(RULE)), "log_bare");
    }

    @Test
    void textInANumericColumnOfAFileIsNamedAndLeftOut() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(
                files.resolve("log.csv"),
                "time,a,b\n2020-01-01 00:00:02,1,NA\n2020-01-01 00:00:01,oops,4\n2020-01-01,5,6\n");
        Path config =
                cache.config("files: {type: csv, path: \"%s\", missing: [NA], time: {column: time}, channels: [a, b]}"
                        .formatted(files));
        Session run = cache.run(config, "run", "--once", "--json", "--progress", "none");
        assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(run.out()).contains("\"rows\" : 1", "\"rejected\" : 2");
        Session status = cache.run(config, "status");
        assertThat(status.out())
                .contains("left out: files/files/log: ", "line 3", "column \"a\"", "oops", "line 4", "2020-01-01");
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aPackedFileThatWasCutIsNamedAndTheOthersAreDone() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("good.csv"), "t,v\n100,1\n101,3\n250,5\n");
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("t,v\n");
        for (int i = 0; i < 5_000; i++) {
            text.append(i).append(',').append(random.nextDouble()).append('\n');
        }
        Files.write(files.resolve("late.csv.gz"), cut(text.toString(), 2));
        Files.write(files.resolve("soon.csv.gz"), cut(text.toString(), 50));
        Path config = cache.config(
                "files: {type: csv, path: \"%s\", time: {column: t, type: epoch-seconds}}".formatted(files));
        Session run = cache.cache(config);
        assertFailedButOthersDone(run, "soon.csv.gz");
        assertThat(run.out()).contains("1 of 2 groups complete");
        assertThat(cache.run(config, "status").out()).contains("late.csv.gz", "ZLIB");
        Session verify = cache.run(config, "verify");
        assertThat(verify.exit()).isEqualTo(AdeiCache.FAILED);
        assertThat(verify.out()).contains("late.csv.gz").doesNotContain("files/files/good: ");
    }

    /** The beginning of the packed text. */
    private static byte[] cut(String text, int part) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Arrays.copyOf(packed.toByteArray(), packed.size() / part);
    }

    @Test
    void aThousandChannelsAreCached() throws SQLException {
        String columns =
                IntStream.range(0, 1000).mapToObj(c -> "v" + c + " FLOAT").collect(Collectors.joining(", "));
        execute("CREATE TABLE log_wide (ts BIGINT, " + columns + ")");
        for (int row = 0; row < 30; row++) {
            int time = row * 7;
            String values = IntStream.range(0, 1000)
                    .mapToObj(c -> c % 9 == 0 ? "NULL" : Integer.toString(c + time))
                    .collect(Collectors.joining(", "));
            execute("INSERT INTO log_wide VALUES (" + time + ", " + values + ")");
        }
        Path config = config(RULE);
        assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
        Session verify = cache.run(config, "verify", "--group", group("wide"));
        assertThat(verify.out()).contains("equal");
        Session query = cache.run(config, "query", "--group", group("wide"), "--channels", "v998", "--format", "csv");
        assertThat(query.out()).contains("998.0");
    }

    @Test
    void aChannelListThatChangedIsNamedAndFollowed() throws SQLException, IOException, InterruptedException {
        Path config = config(RULE);
        cache.cache(config);
        execute("ALTER TABLE log_good DROP COLUMN v1, ADD COLUMN v2 DOUBLE");
        execute("INSERT INTO log_good VALUES (300, 7, 8)");
        Path output = folder.resolve("output");
        try (WorkerProcess run = WorkerProcess.runOnce(config, output)) {
            assertThat(run.endsWithin(60_000)).isTrue();
            assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        }
        assertThat(Files.readString(output))
                .contains(
                        "1 new rows", group("good") + ": new channels [v2]", "channels [v1] are gone from the source");
        Session query = cache.run(config, "query", "--group", group("good"), "--format", "csv", "--channels", "v1,v2");
        assertThat(query.out())
                .contains("1970-01-01T00:01:40Z,1970-01-01T00:01:40.000000001Z,1,0,1,0,2.0,2.0,2.0,0,0,,,");
        assertThat(query.out())
                .contains("1970-01-01T00:05:00Z,1970-01-01T00:05:00.000000001Z,1,0,0,0,,,,1,0,8.0,8.0,8.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a'b              | x'y
            a"b; DROP TABLE t| "x"; --
            a`b              | x`y
            größe_温度        | größe_温度
            cache0__x        | id
            very_long_name_of_a_table_that_fills_sixty_four_character_ | very_long_name_of_a_column_that_fills_all_of_the_64_character_
            """)
    void hostileNamesAreOnlyNames(String table, String column) throws SQLException {
        String quotedTable = "`log_" + table.replace("`", "``") + "`";
        String quotedColumn = "`" + column.replace("`", "``") + "`";
        execute("CREATE TABLE " + quotedTable + " (ts BIGINT, " + quotedColumn + " DOUBLE) CHARACTER SET utf8mb4");
        execute("INSERT INTO " + quotedTable + " VALUES (1, 1), (2, 2)");
        Path config = config("{tables: \"log_(.+)\", time: {column: ts, type: epoch-seconds}}");
        Session run = cache.cache(config);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("2 of 2 groups complete, 5 new rows");
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
        Session query = cache.run(config, "query", "--group", group(table), "--channels", column, "--format", "json");
        assertThat(query.exit()).isEqualTo(AdeiCache.DONE);
    }
}
