package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.log.Severity;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.Samples;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogIT {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
    private static final LocalDateTime START = LocalDateTime.parse("2015-07-29T17:41:44");
    private static final List<String> SEVERITIES = List.of("INFO", "WARN", "ERROR", "DEBUG");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path logs;
    private CacheFixture cache;

    @BeforeEach
    void open() throws IOException {
        cache = new CacheFixture(folder);
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private Path config() {
        return cache.config("""
                files:
                  type: log
                  path: "%s"
                  groups:
                    - name: server
                      files: "server[.]log.*"
                      pattern: '(?<time>.{23}) - (?<severity>[A-Z]+) +\\[(?<source>.*?)\\] - (?<message>.*)'
                      time: {pattern: "yyyy-MM-dd HH:mm:ss,SSS"}
                """.formatted(logs));
    }

    private static String line(LocalDateTime time, String severity, String source, String message) {
        return TIME.format(time) + " - " + severity + "  [" + source + "] - " + message + "\n";
    }

    /** Lines at random times and severities; some go on over two more lines. */
    private static List<String> lines(int count, Random random) {
        List<String> lines = new ArrayList<>();
        LocalDateTime time = START;
        for (int i = 0; i < count; i++) {
            time = time.plusNanos(random.nextInt(20) == 0 ? 40_000_000_000_000L : random.nextInt(3) * 7_000_000L);
            String more = random.nextInt(10) == 0 ? "\n\tat some.place\n\tat another.place" : "";
            lines.add(line(
                    time,
                    SEVERITIES.get(random.nextInt(SEVERITIES.size())),
                    "worker-" + random.nextInt(3),
                    "message number" + i + more));
        }
        return lines;
    }

    private void append(String file, List<String> lines) throws IOException {
        Files.writeString(
                logs.resolve(file), String.join("", lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private JsonNode json(Path config, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--group", "files/logs/server", "--format", "json"));
        all.addAll(List.of(arguments));
        Session session = cache.run(config, "query", all.toArray(String[]::new));
        return JsonMapper.builder().build().readTree(session.out());
    }

    private static Map<String, Integer> byHand(List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line.substring(26).split(" ")[0].toLowerCase(Locale.ROOT), 1, Integer::sum));
        return counts;
    }

    @Test
    void severitiesAreCountedAtEveryLevelAndTextsAreFound() throws IOException {
        List<String> lines = lines(3_000, new Random(1));
        append("server.log.1", lines.subList(0, 1_000));
        append("server.log", lines.subList(1_000, 3_000));
        Path config = config();
        Session run = cache.cache(config);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);

        for (String points : List.of("10000", "1000", "5")) {
            Map<String, Integer> counts = new TreeMap<>();
            json(config, "--points", points, "--no-raw").get("channels").forEach(channel -> {
                int sum = 0;
                for (JsonNode valid : channel.get("valid")) {
                    sum += valid.asInt();
                }
                if (sum > 0) {
                    counts.put(channel.get("name").asText(), sum);
                }
            });
            assertThat(counts).isEqualTo(byHand(lines));
        }

        JsonNode found = json(config, "--log", "--text", "NUMBER1234").get("events");
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0).get("source").asText()).startsWith("worker-");
        assertThat(json(config, "--log", "--text", "another is", "--limit", "10")
                        .get("events")
                        .size())
                .isZero();
        assertThat(json(config, "--log", "--text", "another at", "--limit", "10")
                        .get("events")
                        .size())
                .isEqualTo(10);
        assertThat(json(config, "--log", "--severity", "error", "--limit", "10000")
                        .get("events")
                        .size())
                .isEqualTo(byHand(lines).get("error"));
        assertThat(cache.run(config, "query", "--group", "files/logs/server", "--log", "--source", "worker-1")
                        .out())
                .contains("worker-1", "the first 100 events")
                .doesNotContain("worker-2");
    }

    @Test
    void aLogIsFollowedWhileItGrowsIsRotatedAndItsWorkerIsKilled() throws Exception {
        List<String> lines = lines(600, new Random(2));
        append("server.log", lines.subList(0, 100));
        Path config = config();
        WorkerProcess worker = start(config);
        try {
            awaitEvents(config, 100);
            String half = lines.get(100).substring(0, 30);
            Files.writeString(logs.resolve("server.log"), half, StandardOpenOption.APPEND);
            Files.writeString(logs.resolve("server.log"), lines.get(100).substring(30), StandardOpenOption.APPEND);
            append("server.log", lines.subList(101, 300));
            awaitEvents(config, 300);
            worker.kill9();
            Files.move(logs.resolve("server.log"), logs.resolve("server.log.1"));
            append("server.log", lines.subList(300, 500));
            worker = start(config);
            awaitEvents(config, 500);
            append("server.log", lines.subList(500, 600));
            awaitEvents(config, 600);
            worker.terminate();
            assertThat(worker.endsWithin(20_000)).isTrue();
        } finally {
            worker.close();
        }
        assertThat(cache.run(config, "verify").out()).contains("equal");
        List<String> messages = new ArrayList<>();
        json(config, "--log", "--limit", "10000")
                .get("events")
                .forEach(event -> messages.add(event.get("message").asText()));
        assertThat(messages)
                .containsExactlyInAnyOrderElementsOf(lines.stream()
                        .map(line -> line.substring(line.indexOf("] - ") + 4).stripTrailing())
                        .toList());
    }

    private WorkerProcess start(Path config) throws IOException {
        return WorkerProcess.start(
                folder.resolve("output"), "run", "--progress", "none", "--config", config.toString());
    }

    private void awaitEvents(Path config, int count) {
        await().atMost(SOON)
                .until(() ->
                        json(config, "--log", "--limit", "10000").path("events").size() == count);
    }

    @Test
    void textsAreKeptAsLongAsTheirSeverityAndCountsForEver() throws IOException, SQLException {
        List<String> lines = lines(500, new Random(3));
        append("server.log", lines);
        Path config = config();
        cache.cache(config);
        Files.writeString(
                config,
                Files.readString(config)
                        + "schedule: {sweep: \"* * * * * ?\", keep-events: {debug: 7d, info: 36000d}}\n");
        WorkerProcess worker = start(config);
        try {
            await().atMost(SOON)
                    .until(() -> json(config, "--log", "--severity", "debug")
                                    .path("events")
                                    .size()
                            == 0);
        } finally {
            worker.close();
        }
        assertThat(json(config, "--log", "--limit", "10000").get("events").size())
                .isEqualTo(500 - byHand(lines).get("debug"));
        assertThat(cache.run(config, "verify").out()).contains("equal");
    }

    @Test
    void aTableOfEventsIsALogToo() throws IOException, SQLException {
        try (TestDatabase source = TestDatabase.open()) {
            try (Connection connection = source.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE alarms (at DATETIME(3) NOT NULL, level VARCHAR(20), origin VARCHAR(40),"
                        + " text TEXT, KEY (at))");
                statement.execute("INSERT INTO alarms SELECT '2020-01-01' + INTERVAL seq MINUTE,"
                        + " ELT(1 + seq % 3, 'Warning', 'crit', NULL), IF(seq % 5, CONCAT('pump', seq % 5), NULL),"
                        + " CONCAT('pressure of pump ', seq, ' is high: \\'', seq * 3, '\\'') FROM seq_0_to_999");
            }
            Path config = cache.config("""
                    plant:
                      type: jdbc
                      url: "%s"
                      user: "%s"
                      password: "%s"
                      groups:
                        - tables: "(alarms)"
                          time: {column: at, type: datetime, zone: UTC}
                          log: {severity: level, source: origin, message: text}
                    """.formatted(source.jdbcUrl(), source.user(), source.password()));
            assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
            assertThat(cache.run(config, "verify").out()).contains("equal");
            String group = "plant/" + source.schema() + "/alarms";
            String found = cache.run(
                            config, "query", "--group", group, "--log", "--severity", "fatal", "--text", "pump 7 high")
                    .out();
            assertThat(found).contains("FATAL", "pump2", "pressure of pump 7 is high: '21'", "1 events");
        }
    }

    /** A recording that may be used but not shipped: looked for beside the checkout, or where the property says. */
    private static Path zooKeeperLog() {
        String given = System.getProperty("adei.zookeeper.log", "");
        Path file = given.isEmpty() ? beside("shared/data/zookeeper-2k.log") : Path.of(given);
        Assumptions.assumeTrue(
                Files.isRegularFile(file),
                "no ZooKeeper log at " + file + ": fetch Zookeeper_2k.log of loghub and name it with"
                        + " -Dadei.zookeeper.log=FILE");
        return file;
    }

    /** The first such file in a folder above this one. */
    private static Path beside(String name) {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return here.resolve("../shared")
                .resolve(Path.of(name).subpath(1, Path.of(name).getNameCount()));
    }

    /** One line of the log as a few lines of code see it that share nothing with the engine. */
    private record Counted(long second, String severity, String line) {
        private static final Pattern LINE =
                Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d),\\d{3} - ([A-Z]+) .*");

        static Counted of(String line) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            LocalDateTime time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
            return new Counted(
                    time.toEpochSecond(ZoneOffset.UTC), matcher.group(3).toLowerCase(Locale.ROOT), line);
        }
    }

    /** Events by start of the window, of a severity. */
    private static Map<Long, Long> byHand(List<Counted> lines, String severity, int seconds) {
        return lines.stream()
                .filter(line -> line.severity().equals(severity))
                .collect(Collectors.groupingBy(
                        line -> line.second() / seconds * seconds, TreeMap::new, Collectors.counting()));
    }

    @Test
    void theZooKeeperLogIsCountedAtEveryLevelAsByHandAndItsTextsAreFound() throws Exception {
        Path recording = zooKeeperLog();
        Files.copy(recording, logs.resolve("server.log"));
        List<Counted> lines =
                Files.readAllLines(recording).stream().map(Counted::of).toList();
        Path config = config();
        try (WorkerProcess worker = WorkerProcess.start(
                folder.resolve("output"),
                "run",
                "--progress",
                "none",
                "--roles",
                "scheduler,log",
                "--config",
                config.toString())) {
            awaitEvents(config, lines.size());
            await().atMost(SOON)
                    .until(() -> sum(json(config, "--points", "5", "--no-raw").path("rows")) == lines.size());
            assertThat(lines.stream().map(Counted::severity).distinct()).contains("info", "warn", "error");
            search(config, lines);
            worker.terminate();
            assertThat(worker.endsWithin(20_000)).isTrue();
            assertThat(worker.exit()).isZero();
        }
        assertThat(cache.run(config, "verify").out()).contains("equal");
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, name -> null))) {
            CachedGroup group = engine.status().get(0).group();
            assertThat(group.ladder()).isEqualTo(Ladder.DEFAULT);
            for (Level level : group.ladder().levels()) {
                assertThat(counts(engine, group, level))
                        .as("level %s", level)
                        .isEqualTo(Severity.channels().stream()
                                .collect(Collectors.toMap(
                                        severity -> severity, severity -> byHand(lines, severity, level.seconds()))));
            }
        }
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asLong();
        }
        return sum;
    }

    /** Events by severity and start of the window as a reader of the level sees them, the open window too. */
    private static Map<String, Map<Long, Long>> counts(CacheEngine engine, CachedGroup group, Level level) {
        long covered = engine.store().coverage().spans(group).stream()
                .mapToLong(span -> span.covered().to() - span.covered().from())
                .sum();
        int points = (int) Math.min(100_000, covered / level.nanos() - 5);
        QueryResult result = engine.query(new Query(group.id(), List.of(), Interval.ALL, points, false));
        assertThat(result.parts()).anyMatch(part -> part.windowLevel().equals(Optional.of(level)));
        Samples samples = result.samples();
        Map<String, Map<Long, Long>> counts = new TreeMap<>();
        for (int c = 0; c < result.channels().size(); c++) {
            Map<Long, Long> windows = new TreeMap<>();
            for (int i = 0; i < samples.start().length; i++) {
                long valid = samples.channels().get(c).valid()[i];
                if (valid > 0) {
                    windows.merge(level.floor(samples.start()[i]) / 1_000_000_000, valid, Long::sum);
                }
            }
            counts.put(result.channels().get(c), windows);
        }
        return counts;
    }

    private void search(Path config, List<Counted> lines) throws IOException {
        for (String words :
                List.of("Notification time out", "connection BROKEN", "interrupting sendworker", "worker leaving")) {
            List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).split(" "));
            long expected = lines.stream()
                    .map(line -> line.line().replaceFirst("^.*?\\] - ", "").toLowerCase(Locale.ROOT))
                    .filter(message -> wanted.stream().allMatch(word -> message.matches(".*\\b" + word + "\\b.*")))
                    .count();
            JsonNode found =
                    json(config, "--log", "--text", words, "--limit", "10000").get("events");
            assertThat(found.size()).as(words).isEqualTo((int) expected).isPositive();
        }
    }
}
