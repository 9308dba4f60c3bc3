package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.testkit.network.FaultProxy;

/** A cache, a source behind a proxy, and worker processes on them, all ended with it. */
final class LiveSetup implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    /** Until when the status has to name a fault. */
    static final Duration NAMED = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long START_MILLIS = 1_700_000_000_000L;

    private final TestDatabase cache = TestDatabase.open();
    private final LiveSource source;
    private final FaultProxy proxy;
    private final FaultProxy cacheProxy;
    private final Path folder;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private String calendar = "* * * * * ?";
    private String lease = "4s";
    private int queue = 1_000;
    private String scrub = "7d";

    LiveSetup(Path folder) {
        this(folder, LiveSource.shared());
    }

    /** The same with a source that becomes the setup's. */
    LiveSetup(Path folder, LiveSource source) {
        this.folder = folder;
        this.source = source;
        proxy = FaultProxy.to(source.port());
        cacheProxy = FaultProxy.to(
                URI.create(cache.jdbcUrl().substring("jdbc:".length())).getPort());
        configure("log_(.+)");
    }

    /** Writes the configuration with a calendar that calls the leader once a year: it looks at first, and when told. */
    void seldom() {
        calendar = "0 0 0 1 1 ?";
        configure("log_(.+)");
    }

    /** Writes the configuration with leases of that length. */
    void lease(String length) {
        lease = length;
        configure("log_(.+)");
    }

    /** Writes the configuration with a queue of at most so many items. */
    void queue(int items) {
        queue = items;
        configure("log_(.+)");
    }

    /** Writes the configuration with a time in which everything is compared with its source. */
    void scrub(String period) {
        scrub = period;
        configure("log_(.+)");
    }

    /** Writes the configuration, with one rule of the source's tables. */
    void configure(String tables) {
        write(folder.resolve("setup.yaml"), cache, tables);
    }

    private Path write(Path file, TestDatabase where, String tables) {
        String yaml = """
                setup: test
                cache: {url: "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable", user: "%s", password: "%s"}
                levels: [10s, 60s, 600s]
                tuning:
                  batch: {rows: 200}
                  slice-windows: 4
                  lease: %s
                  current: {discovery: 1s, poll-min: 20ms, poll-max: 200ms}
                serve: {metrics: "127.0.0.1:0"}
                schedule: {discovery: "%s", sweep: "%s", queue: %d, scrub: %s}
                sources:
                  src:
                    type: jdbc
                    url: "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable"
                    user: "%s"
                    password: "%s"
                    groups:
                      - {tables: "%s", time: {column: ts, type: epoch-millis}, channels: "v[0-9]+"}
                """.formatted(
                        cacheProxy.port(),
                        where.schema(),
                        where.user(),
                        where.password(),
                        lease,
                        calendar,
                        calendar,
                        queue,
                        scrub,
                        proxy.port(),
                        source.schema(),
                        source.user(),
                        source.password(),
                        tables);
        try {
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The way to the source. */
    FaultProxy proxy() {
        return proxy;
    }

    /** The way of workers to the cache. */
    FaultProxy cacheProxy() {
        return cacheProxy;
    }

    /** Starts a worker of that name; what it prints goes to {@link #output}. */
    WorkerProcess start(String name, String roles) throws IOException {
        return start(name, roles, Map.of());
    }

    /** The same with variables in its environment. */
    WorkerProcess start(String name, String roles, Map<String, String> environment) throws IOException {
        WorkerProcess worker = WorkerProcess.start(
                folder.resolve(name),
                environment,
                "run",
                "--progress",
                "none",
                "--name",
                name,
                "--roles",
                roles,
                "--config",
                folder.resolve("setup.yaml").toString());
        workers.add(worker);
        return worker;
    }

    /** Runs a command on the setup. */
    Session run(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--config", folder.resolve("setup.yaml").toString()));
        arguments.addAll(List.of(more));
        return Session.run(arguments.toArray(String[]::new));
    }

    /** What {@code status --json} says, nothing where the cache cannot be read. */
    JsonNode status() {
        Session session = run("status", "--json");
        try {
            return session.exit() == AdeiCache.DONE ? JSON.readTree(session.out()) : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(session.out(), e);
        }
    }

    /** A problem that the status names now, of a kind that matches an expression. */
    Optional<String> problem(String kind, String subject) {
        for (JsonNode problem : status().path("problems")) {
            if (problem.get("kind").asText().matches(kind)
                    && problem.get("subject").asText().equals(subject)) {
                return Optional.of(problem.get("message").asText());
            }
        }
        return Optional.empty();
    }

    /** Sees to it that a status asked for in time from now on names a fault; gives what it says. */
    String named(String kind, String subject) {
        return named(kind, subject, "");
    }

    /** The same with words that it has to say. */
    String named(String kind, String subject, String words) {
        long start = System.nanoTime();
        Optional<String> message = problem(kind, subject);
        while (message.filter(text -> text.contains(words)).isEmpty() && System.nanoTime() - start < NAMED.toNanos()) {
            message = problem(kind, subject);
        }
        assertThat(message)
                .as("problem %s of %s in the status within %s", kind, subject, NAMED)
                .hasValueSatisfying(text -> assertThat(text).contains(words));
        System.out.printf("%s %s named after %d ms%n", kind, subject, (System.nanoTime() - start) / 1_000_000);
        return message.orElseThrow();
    }

    /** Waits until the status names a fault no more. */
    void awaitNoMore(String kind, String subject) {
        await().atMost(SOON).until(() -> problem(kind, subject).isEmpty());
    }

    String output(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a table of the source with a row each second. */
    void table(String name, int rows) throws SQLException {
        source.execute("CREATE TABLE " + name + " (ts BIGINT PRIMARY KEY, v0 DOUBLE, v1 DOUBLE)");
        rows(name, 0, rows);
    }

    /** Adds rows {@code [from, to)} to a table. */
    void rows(String name, int from, int to) throws SQLException {
        source.execute("INSERT INTO " + name + " SELECT " + START_MILLIS
                + " + 1000 * seq, SIN(seq), IF(seq % 7, seq, NULL) FROM seq_" + from + "_to_" + (to - 1));
    }

    void source(String sql) throws SQLException {
        source.execute(sql);
    }

    LiveSource source() {
        return source;
    }

    /** Full name of a group. */
    String group(String name) {
        return "src/" + source.schema() + "/" + name;
    }

    /** Changes the cache behind its back. */
    void cache(String sql) throws SQLException {
        try (Connection connection = cache.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row of an answer of the cache, as text; empty where there is none. */
    String ask(String sql) {
        try (Connection connection = cache.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            return "";
        }
    }

    long cachedRows(String group) {
        String rows =
                ask("SELECT SUM(c.cached_rows) FROM adei_coverage c JOIN adei_group g ON g.number = c.group_number"
                        + " WHERE g.name = '" + group + "'");
        return rows.isEmpty() || rows.equals("null") ? 0 : Long.parseLong(rows);
    }

    void awaitRows(String group, long rows) {
        await().atMost(SOON).until(() -> cachedRows(group) == rows);
    }

    /** Name of the process that leads, empty if none does. */
    String leader() {
        return ask("SELECT SUBSTRING_INDEX(owner, ',', 1) FROM adei_leader WHERE session_id IS NOT NULL"
                + " AND lease_until > SYSDATE(6) AND session_id IN (SELECT id FROM information_schema.processlist)");
    }

    void awaitLeader(String name) {
        await().atMost(SOON).until(() -> leader().equals(name));
    }

    /** Ends all workers in order and compares with an undisturbed run, group by group. */
    void sameAsUndisturbed(int groups) throws InterruptedException {
        workers.forEach(WorkerProcess::terminate);
        for (WorkerProcess worker : workers) {
            assertThat(worker.endsWithin(20_000)).isTrue();
        }
        try (TestDatabase other = TestDatabase.open()) {
            Path file = write(folder.resolve("undisturbed.yaml"), other, "log_(.+)");
            Setup setup = SetupFile.load(file, name -> null);
            Map<String, String> undisturbed = new TreeMap<>();
            try (CacheEngine engine = CacheEngine.open(setup)) {
                assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
                engine.status()
                        .forEach(group -> undisturbed.put(
                                group.group().id().toString(),
                                engine.digest(group.group().id()).value()));
            }
            assertThat(undisturbed).hasSize(groups);
            CacheServer server = new CacheServer(cache.jdbcUrl(), cache.user(), Secret.of(cache.password()));
            try (CacheEngine engine = CacheEngine.open(Setup.of("test", server, setup.sources()))) {
                Map<String, String> now = new TreeMap<>();
                undisturbed
                        .keySet()
                        .forEach(name ->
                                now.put(name, engine.digest(GroupId.parse(name)).value()));
                assertThat(now).isEqualTo(undisturbed);
            }
        }
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        proxy.close();
        cacheProxy.close();
        cache.close();
        source.close();
    }
}
