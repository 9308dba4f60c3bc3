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
import java.time.Duration;
import java.util.Random;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker and server are killed in the middle of merges and conversions. */
class LayoutKillIT {
    private static final int KILLS = 16;
    private static final int ROWS = 150_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(9);
    private LocalMariaDb server;

    @BeforeEach
    void open() throws SQLException {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        server = LocalMariaDb.start(MariaDbOptions.fast());
        run("CREATE SCHEMA undisturbed", "CREATE SCHEMA killed");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number that a query gives in the schema that is disturbed; -1 while the server does not answer. */
    private long ask(String sql) {
        try (Connection connection = server.connect("killed");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return -1;
        }
    }

    private Path config(String schema, String layout, int batch) throws IOException {
        return Files.writeString(folder.resolve(schema + ".yaml"), """
                setup: test
                cache: {url: "%s", user: "%s", password: "%s", layout: %s}
                levels: [10s, 60s, 600s]
                tuning: {batch: {rows: %d}, slice-windows: 4, lease: 5s}
                sources:
                  src: {type: synthetic, seed: 3, groups: [{name: g, rows: %d, channels: 4}]}
                """.formatted(
                        server.jdbcUrl(schema), server.user(), server.password(), layout, batch, ROWS));
    }

    private static String digest(Path config) {
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            return engine.digest(engine.status().get(0).group().id()).value();
        }
    }

    private static void forget(Path config) {
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            engine.recache(engine.status().get(0).group().id(), Interval.ALL);
        }
    }

    private String undisturbed() throws Exception {
        Path config = config("undisturbed", "wide", 10_000);
        finish("run", "--once", "--config", config.toString());
        return digest(config);
    }

    private WorkerProcess start(String... arguments) throws IOException {
        return WorkerProcess.start(folder.resolve("out"), arguments);
    }

    private void finish(String... arguments) throws Exception {
        try (WorkerProcess process = start(arguments)) {
            assertThat(process.endsWithin(120_000)).isTrue();
            assertThat(process.exit())
                    .as(Files.readString(folder.resolve("out")))
                    .isZero();
        }
    }

    /** Kills the process, or its server, some moments after something has begun; false if all was over before. */
    private boolean kill(WorkerProcess process, String begun, boolean serverToo) throws Exception {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || ask(begun) > 0);
        boolean alive = !process.endsWithin(random.nextInt(150));
        if (serverToo) {
            server.kill9();
        }
        process.kill9();
        if (serverToo) {
            server.start();
        }
        return alive;
    }

    private void nothingIsLeftOver(boolean wide, boolean packed) {
        String tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'killed'"
                + " AND table_name LIKE 'cache%src%'";
        assertThat(ask(tables) > 0).isEqualTo(wide);
        assertThat(ask("SELECT COALESCE(SUM(entries), 0) FROM adei_span WHERE level = 0"))
                .isEqualTo(packed ? ROWS : 0);
        assertThat(ask("SELECT (SELECT COUNT(*) FROM adei_conversion) + (SELECT COUNT(*) FROM adei_forgotten)"))
                .isZero();
        assertThat(ask("SELECT COUNT(*) FROM adei_group WHERE target IS NOT NULL OR leftover IS NOT NULL"))
                .isZero();
    }

    @Test
    void killsInTheMiddleOfMergesChangeNothing() throws Exception {
        String expected = undisturbed();
        Path config = config("killed", "packed", 40);
        int killed = 0;
        long before = 0;
        while (killed < KILLS) {
            try (WorkerProcess process = start("run", "--once", "--progress", "none", "--config", config.toString())) {
                String goesOn = "SELECT (SELECT SUM(cached_rows) FROM adei_coverage) > " + before;
                killed += kill(process, goesOn, killed % 3 == 2) ? 1 : 0;
            }
            if (ask("SELECT COALESCE(SUM(cached_rows), 0) FROM adei_coverage") == ROWS) {
                forget(config); // a fast machine is through before the kills are
            }
            before = ask("SELECT COALESCE(SUM(cached_rows), 0) FROM adei_coverage");
        }
        finish("run", "--once", "--config", config("killed", "packed", 10_000).toString());

        assertThat(digest(config)).isEqualTo(expected);
        nothingIsLeftOver(false, true);
    }

    @Test
    void killsInTheMiddleOfConversionsChangeNothing() throws Exception {
        String expected = undisturbed();
        Path config = config("killed", "wide", 10_000);
        finish("run", "--once", "--config", config.toString());
        String[] ways = {"packed", "both", "wide"};
        String begun = "SELECT COUNT(*) FROM adei_group WHERE target IS NOT NULL OR leftover IS NOT NULL";
        int killed = 0;
        for (int way = 0; killed < KILLS; way++) {
            String layout = ways[way % ways.length];
            String[] convert = {
                "convert", "--layout", layout, "--group", "src/synthetic/g", "--config", config.toString()
            };
            for (int i = 0; i < 3; i++) {
                try (WorkerProcess process = start(convert)) {
                    killed += kill(process, begun, killed % 3 == 2) ? 1 : 0;
                }
            }
            finish(convert);
            nothingIsLeftOver(!layout.equals("packed"), !layout.equals("wide"));
            assertThat(digest(config)).isEqualTo(expected);
        }
    }
}
