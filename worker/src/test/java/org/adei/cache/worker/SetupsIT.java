package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two setups on one server, each with a schema and an account with rights on that schema alone. */
class SetupsIT {

    @TempDir
    private Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private LocalMariaDb server;
    private TestDatabase plant;

    @BeforeEach
    void open() throws SQLException {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        server = LocalMariaDb.start(MariaDbOptions.fast());
        plant = TestDatabase.open();
        run(plant.connect(), "CREATE TABLE log_a (ts BIGINT PRIMARY KEY, v0 DOUBLE)");
        rows(0, 2_000);
    }

    @AfterEach
    void close() {
        workers.forEach(WorkerProcess::close);
        server.close();
        plant.close();
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void rows(int from, int to) throws SQLException {
        run(
                plant.connect(),
                "INSERT INTO log_a SELECT 1700000000 + seq, SIN(seq) FROM seq_" + from + "_to_" + (to - 1));
    }

    /** Makes the schema and the account of a setup, and its configuration. */
    private Path setup(String name) throws SQLException, IOException {
        run(
                server.connect(""),
                "CREATE DATABASE " + name + " CHARACTER SET utf8mb4",
                "CREATE USER " + name + "@'127.0.0.1' IDENTIFIED BY 'of " + name + "'",
                "GRANT ALL PRIVILEGES ON " + name + ".* TO " + name + "@'127.0.0.1'");
        return Files.writeString(folder.resolve(name + ".yaml"), """
                setup: %1$s
                cache: {url: "%2$s", user: %1$s, password: "of %1$s"}
                levels: [10s, 60s, 600s]
                tuning: {batch: {rows: 200}, lease: 4s, current: {discovery: 1s, poll-min: 20ms, poll-max: 200ms}}
                schedule: {discovery: "* * * * * ?", sweep: "* * * * * ?"}
                sources:
                  src:
                    type: jdbc
                    url: "%3$s"
                    user: "%4$s"
                    password: "%5$s"
                    groups: [{tables: "log_(.+)", time: {column: ts, type: epoch-seconds}, channels: v0}]
                """.formatted(
                        name, server.jdbcUrl(name), plant.jdbcUrl(), plant.user(), plant.password()));
    }

    private WorkerProcess start(Path config, String name) throws IOException {
        WorkerProcess worker = WorkerProcess.start(
                folder.resolve(name), "run", "--progress", "none", "--name", name, "--config", config.toString());
        workers.add(worker);
        return worker;
    }

    private long rows(String schema) {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(SUM(cached_rows), 0) FROM adei_coverage")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return -1;
        }
    }

    private void awaitRows(String schema, long rows) {
        await().atMost(LiveSetup.SOON).until(() -> rows(schema) == rows);
    }

    private static String digest(Path config) {
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            return engine.digest(engine.status().get(0).group().id()).value();
        }
    }

    private void endAll() throws InterruptedException {
        workers.forEach(WorkerProcess::terminate);
        for (WorkerProcess worker : workers) {
            assertThat(worker.endsWithin(20_000)).isTrue();
        }
    }

    @Test
    void oneThatIsStoppedOrKilledLeavesTheOtherUntouched() throws Exception {
        Path one = setup("adei_one");
        Path two = setup("adei_two");
        WorkerProcess first = start(one, "first");
        WorkerProcess second = start(two, "second");
        awaitRows("adei_one", 2_000);
        awaitRows("adei_two", 2_000);

        Session.run("stop", "--config", one.toString());
        await().atMost(LiveSetup.SOON)
                .until(() ->
                        Session.run("status", "--config", one.toString()).out().contains("stopped"));
        rows(2_000, 2_100);
        awaitRows("adei_two", 2_100);
        assertThat(Session.run("status", "--config", two.toString()).out()).doesNotContain("stopped", "first");
        first.kill9();
        rows(2_100, 2_200);
        awaitRows("adei_two", 2_200);
        assertThat(second.isAlive()).isTrue();

        Session.run("start", "--config", one.toString());
        start(one, "again");
        awaitRows("adei_one", 2_200);
        endAll();
        assertThat(digest(one)).isEqualTo(digest(two));
    }

    @Test
    void workersGoOnWhenTheirServerWasRestarted() throws Exception {
        Path config = setup("adei_one");
        start(config, "first");
        start(config, "second");
        awaitRows("adei_one", 2_000);

        server.kill9();
        Session away = Session.run("status", "--config", config.toString());
        assertThat(away.exit()).isEqualTo(AdeiCache.FAILED);
        assertThat(away.err()).contains("cannot reach the cache");
        rows(2_000, 2_100);
        server.start();

        awaitRows("adei_one", 2_100);
        await().atMost(LiveSetup.SOON)
                .until(() -> Session.run("status", "--config", config.toString())
                        .out()
                        .contains("adei_one: 2 workers, led by "));
        rows(2_100, 2_200);
        awaitRows("adei_one", 2_200);
        endAll();
        Path undisturbed = setup("adei_two");
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(undisturbed, System::getenv))) {
            assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
        }
        assertThat(digest(config)).isEqualTo(digest(undisturbed));
    }
}
