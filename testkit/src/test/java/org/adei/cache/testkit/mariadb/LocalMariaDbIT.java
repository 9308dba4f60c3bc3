package org.adei.cache.testkit.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMariaDbIT {
    private static MariaDbBinaries.Found binaries;

    @BeforeAll
    static void locate() {
        MariaDbBinaries located = MariaDbBinaries.locate();
        if (located instanceof MariaDbBinaries.Missing missing) {
            abort(missing.reason());
        }
        binaries = (MariaDbBinaries.Found) located;
    }

    @Test
    void restartsAndCrashesKeepWhatWasCommitted() throws SQLException {
        try (LocalMariaDb server = LocalMariaDb.start(binaries, MariaDbOptions.fast())) {
            execute(server, "CREATE DATABASE kept");
            execute(server, "CREATE TABLE kept.t (a INT)");
            execute(server, "INSERT INTO kept.t VALUES (1)");
            server.restart();
            execute(server, "INSERT INTO kept.t VALUES (2)");
            server.kill9();
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(query(server, "SELECT SUM(a) FROM kept.t")).isEqualTo("3");
        }
    }

    @Test
    void twoServersRunAtOnceAndLeaveNothing() throws SQLException {
        LocalMariaDb first = LocalMariaDb.start(binaries, MariaDbOptions.fast());
        LocalMariaDb second = LocalMariaDb.start(binaries, MariaDbOptions.fast());
        try (first;
                second) {
            execute(first, "CREATE DATABASE mine");
            assertThat(query(second, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'mine'"))
                    .isEqualTo("0");
        }
        for (LocalMariaDb server : new LocalMariaDb[] {first, second}) {
            assertThat(server.isRunning()).isFalse();
            assertThat(server.folder()).doesNotExist();
            assertThatThrownBy(() -> new Socket("127.0.0.1", server.port()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKilledJvmLeavesNoServer() throws Exception {
        Process owner = abandon("wait");
        String[] server = firstLine(owner).split(" ", 2);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(server[0])).orElseThrow();
        assertThat(process.isAlive()).isTrue();
        owner.destroyForcibly().waitFor();
        process.onExit().get(20, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aJvmThatJustEndsLeavesNoServer() throws Exception {
        Process owner = abandon("end");
        long server = Long.parseLong(firstLine(owner).split(" ", 2)[0]);
        assertThat(owner.waitFor(20, TimeUnit.SECONDS)).isTrue();
        ProcessHandle.of(server)
                .ifPresent(process ->
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(server)).isEmpty();
    }

    @Test
    void aFrozenServerIsSilentUntilItIsResumed() throws SQLException {
        try (LocalMariaDb server = LocalMariaDb.start(binaries, MariaDbOptions.fast())) {
            server.freeze();
            assertThatThrownBy(() -> DriverManager.getConnection(
                            server.jdbcUrl("") + "&connectTimeout=200&socketTimeout=200",
                            server.user(),
                            server.password()))
                    .isInstanceOf(SQLException.class);
            server.resume();
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
            server.freeze();
        }
    }

    @Test
    void aKeptFolderIsServedAgain(@TempDir Path folder) throws SQLException {
        MariaDbOptions options =
                MariaDbOptions.durable().in(folder.resolve("a folder").resolve("x".repeat(120)));
        try (LocalMariaDb server = LocalMariaDb.start(binaries, options)) {
            assertThat(query(
                            server,
                            "SELECT CONCAT(@@innodb_flush_log_at_trx_commit, @@sync_binlog, @@binlog_format,"
                                    + " @@binlog_annotate_row_events)"))
                    .isEqualTo("11ROWOFF");
            execute(server, "CREATE DATABASE kept");
        }
        try (LocalMariaDb server = LocalMariaDb.start(binaries, options)) {
            assertThat(query(server, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'kept'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        try (LocalMariaDb server = LocalMariaDb.start(binaries, MariaDbOptions.fast())) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(""), "root", ""))
                    .hasMessageContaining("Access denied");
        }
    }

    @Test
    void aServerThatDoesNotStartIsQuoted() {
        MariaDbOptions wrong = MariaDbOptions.fast().with("--no-such-option=1");
        assertThatThrownBy(() -> LocalMariaDb.start(binaries, wrong))
                .isInstanceOf(LocalMariaDbException.class)
                .hasMessageContaining("no-such-option");
    }

    @Test
    void aMissingServerIsNamed(@TempDir Path folder) throws IOException {
        Path impostor = Files.writeString(folder.resolve("mariadbd"), "#!/bin/sh\necho I am a script\n");
        assertThat(impostor.toFile().setExecutable(true)).isTrue();
        assertThat(MariaDbBinaries.at(impostor))
                .isEqualTo(new MariaDbBinaries.Missing(impostor + " does not run as MariaDB, it says: I am a script"));
    }

    private static Process abandon(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dadei.mariadb.server=" + binaries.server(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedServer.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static void execute(LocalMariaDb server, String sql) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalMariaDb server, String sql) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
