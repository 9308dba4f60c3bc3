package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that follows a source's log, killed, and the one after it. */
class PushPositionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TELLS = "tells of its changes by its binary log";

    @TempDir
    private Path folder;

    private CacheFixture cache;
    private LocalMariaDb source;
    private Path config;

    @BeforeEach
    void open() throws SQLException {
        assumeTrue(
                TestDatabase.unavailable().isEmpty(),
                () -> TestDatabase.unavailable().orElse(""));
        cache = new CacheFixture(folder);
        source = LocalMariaDb.start(MariaDbOptions.fast().withBinlog());
        change("CREATE DATABASE src", "CREATE TABLE src.log_x (ts BIGINT PRIMARY KEY, v0 DOUBLE)");
        rows(1, 1_000);
        config = cache.config("""
                src:
                  type: jdbc
                  url: "%s"
                  user: "%s"
                  password: "%s"
                  groups:
                    - {tables: "log_(.+)", time: {column: ts, type: epoch-seconds}, channels: "v[0-9]+"}
                """.formatted(source.jdbcUrl("src"), source.user(), source.password()));
    }

    @AfterEach
    void close() {
        if (cache != null) {
            cache.close();
        }
        if (source != null) {
            source.close();
        }
    }

    private void change(String... sqls) throws SQLException {
        try (Connection connection = source.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : sqls) {
                statement.execute(sql);
            }
        }
    }

    private boolean isSent() throws SQLException {
        try (Connection connection = source.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump'")) {
            return rows.next();
        }
    }

    private void rows(int from, int to) throws SQLException {
        change("INSERT INTO src.log_x SELECT seq, SIN(seq) FROM src.seq_" + from + "_to_" + to);
    }

    private WorkerProcess start(String name) throws IOException {
        return WorkerProcess.start(
                folder.resolve(name), "run", "--progress", "lines", "--name", name, "--config", config.toString());
    }

    private String ask(String sql) {
        try (Connection connection = cache.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            return "";
        }
    }

    private void awaitRows(int rows) {
        await().atMost(SOON)
                .until(() -> ask("SELECT SUM(cached_rows) FROM adei_coverage").equals(Integer.toString(rows)));
    }

    private String position() {
        return ask("SELECT MAX(COALESCE(push_position, '')) FROM adei_coverage");
    }

    private void awaitOutput(String name, String text) {
        await().atMost(SOON).until(() -> Files.readString(folder.resolve(name)).contains(text));
    }

    /** Follows the log, caches a row that was told, and is killed. */
    private void killedOnceItFollows() throws Exception {
        try (WorkerProcess first = start("first")) {
            awaitOutput("first", TELLS);
            awaitRows(1_000);
            await().atMost(SOON).until(() -> !position().isEmpty());
            String before = position();
            rows(1_001, 1_001);
            awaitRows(1_001);
            await().atMost(SOON).until(() -> !position().equals(before));
            first.kill9();
        }
    }

    @Test
    void whatChangedWhileNobodyFollowedIsToldFromThePositionThatWasSavedWithTheRows() throws Exception {
        killedOnceItFollows();
        change("UPDATE src.log_x SET v0 = -1 WHERE ts = 100");
        rows(1_002, 1_100);
        try (WorkerProcess second = start("second")) {
            awaitRows(1_100);
            awaitOutput("second", "has told again what changed since the positions saved with 1 group");
            awaitOutput("second", "rows from 1970-01-01T00:01:40Z to");
            String before = position();
            rows(1_101, 1_101);
            awaitRows(1_101);
            assertThat(cache.run(config, "status").out()).contains("source src: 1 groups by push, 0 by polling");
            assertThat(cache.run(config, "status", "--json").out()).contains("\"followed_by\" : \"push\"");
            await().atMost(SOON).until(() -> !position().equals(before));
            second.terminate();
            assertThat(second.endsWithin(20_000)).isTrue();
        }
        assertThat(Files.readString(folder.resolve("second"))).doesNotContain("is asked for its changes");
        assertThat(cache.run(config, "recache", "--group", "src/src/x", "--from", "1970-01-01", "--to", "1970-01-02")
                        .exit())
                .isEqualTo(AdeiCache.DONE);
        cache.cache(config);
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }

    @Test
    void aPositionThatTheServerHasPurgedMeansAskingOnceAndGoingOnByPush() throws Exception {
        killedOnceItFollows();
        // a log that a session is sent cannot be purged
        await().atMost(SOON).until(() -> !isSent());
        change("FLUSH BINARY LOGS", "PURGE BINARY LOGS BEFORE NOW(6) + INTERVAL 1 DAY");
        rows(1_002, 1_100);
        try (WorkerProcess second = start("second")) {
            awaitRows(1_100);
            awaitOutput("second", "cannot be followed from");
            await().atMost(SOON)
                    .until(() -> Files.readString(folder.resolve("second")).split(TELLS, -1).length == 3);
            await().atMost(SOON).until(() -> !position().isEmpty());
            rows(1_101, 1_101);
            awaitRows(1_101);
            second.terminate();
            assertThat(second.endsWithin(20_000)).isTrue();
        }
        assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
    }
}
