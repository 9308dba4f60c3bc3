package org.adei.cache.worker.cluster;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.CacheException;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.store.CacheReader;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.worker.WorkerProcess;
import org.adei.cache.worker.demo.DemoFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LostTailIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + TrialConfig.SCHEMA + "'";

    private final List<Long> lostRows = new CopyOnWriteArrayList<>();
    private final List<Long> lostWindows = new CopyOnWriteArrayList<>();

    private final WriteListener ear = new WriteListener() {
        @Override
        public void lost(long windows, long rows) {
            lostWindows.add(windows);
            lostRows.add(rows);
        }
    };

    /** Servers without stewards, so that nobody mends the replication that a test stops, and a configuration for them. */
    private static final class Trial implements AutoCloseable {
        final LocalCluster local;
        final DemoFolder folder;
        final Path config;
        private final TrialServers servers;

        Trial(int size) throws IOException {
            local = LocalCluster.startApart(ClusterOptions.fast(size));
            servers = new TrialServers(ClusterKind.REPLICAS, TrialServers.named(local.servers()), false, local);
            folder = DemoFolder.make("adei-cache-test-");
            config = TrialConfig.write(servers, folder);
        }

        Setup setup() {
            return SetupFile.load(config, name -> null);
        }

        void init() {
            Setup setup = setup();
            new ClusterInit(Objects.requireNonNull(setup.cluster()), ClusterInit.Schemas.of(setup.cache()), line -> {})
                    .run();
        }

        @Override
        public void close() {
            servers.close();
            folder.close();
        }
    }

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    void whatTheNewMasterNeverGotIsCountedAndCachedAgain() throws Exception {
        try (Trial trial = new Trial(2)) {
            trial.init();
            try (CacheEngine engine = CacheEngine.open(trial.setup(), ear)) {
                stopReceiving(trial.local);
                RunReport report = engine.runOnce(RunListener.NONE);
                GroupId group = report.groups().get(0).group();
                CacheDigest undisturbed = engine.digest(group);
                assertThat(lostRows).isEmpty();
                trial.local.server(1).kill9();
                trial.local.lead(2);
                await().atMost(PATIENCE).until(() -> done(engine));
                assertThat(engine.digest(group)).isEqualTo(undisturbed);
                assertThat(lostRows).containsExactly(report.rows());
                assertThat(lostWindows)
                        .singleElement()
                        .satisfies(windows -> assertThat(windows).isPositive());
            }
        }
    }

    /** The first moments of a cache: not even its tables have reached the replica when the master goes. */
    @Test
    void aRunningProcessMakesTablesAgainThatTheNewMasterNeverGot() throws Exception {
        try (Trial trial = new Trial(2)) {
            trial.init();
            stopReceiving(trial.local);
            try (CacheEngine engine = CacheEngine.open(trial.setup(), ear)) {
                CompletableFuture<Void> run = CompletableFuture.runAsync(() -> engine.follow(RunListener.NONE));
                await().atMost(PATIENCE).until(() -> rows(engine) == 100_000);
                CacheDigest undisturbed = engine.digest(group(engine));
                assertThat(values(trial.local.server(2), TABLES)).isEmpty();
                trial.local.server(1).kill9();
                trial.local.lead(2);
                await().atMost(PATIENCE).until(() -> rows(engine) == 100_000);
                assertThat(engine.digest(group(engine))).isEqualTo(undisturbed);
                engine.stop();
                run.get(1, TimeUnit.MINUTES);
            }
        }
    }

    /** The same of a worker with all its roles, whose steward finds the next master. */
    @Test
    void aWorkerMakesItsQueueAgainThatTheNewMasterNeverGot() throws Exception {
        try (Trial trial = new Trial(3)) {
            trial.init();
            feedNobody(trial.local.server(1));
            Path log = trial.folder.file("worker.log");
            try (WorkerProcess worker =
                            WorkerProcess.start(log, "run", "--progress", "none", "--config", trial.config.toString());
                    CacheEngine reader = CacheEngine.open(trial.setup())) {
                await().atMost(PATIENCE).until(() -> rows(reader) == 100_000);
                CacheDigest undisturbed = reader.digest(group(reader));
                assertThat(values(trial.local.server(2), TABLES)).isEmpty();
                assertThat(values(trial.local.server(3), TABLES)).isEmpty();
                trial.local.server(1).kill9();
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(rows(reader)).as(() -> read(log)).isEqualTo(100_000));
                assertThat(reader.digest(group(reader))).isEqualTo(undisturbed);
                assertThat(worker.isAlive()).isTrue();
            }
        }
    }

    /** Its replicas go on trying, so that no steward finds them standing still. */
    private static void feedNobody(LocalMariaDb master) throws SQLException {
        try (Connection root = master.connect("");
                Statement statement = root.createStatement()) {
            statement.execute("SET sql_log_bin = 0");
            statement.execute("ALTER USER adei_replication@'127.0.0.1' ACCOUNT LOCK");
            for (String id :
                    values(master, "SELECT id FROM information_schema.processlist WHERE user = 'adei_replication'")) {
                statement.execute("KILL " + id);
            }
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The tail that is followed keeps its lease over the failover, and its memory is ahead of the new master. */
    @Test
    void aTailThatIsFollowedGoesBackToWhatTheNewMasterHas() throws Exception {
        try (TestDatabase plant = TestDatabase.open();
                Trial trial = new Trial(2)) {
            execute(plant, "CREATE TABLE live (ts BIGINT NOT NULL PRIMARY KEY, v0 DOUBLE)");
            insert(plant);
            following(trial.config, plant);
            trial.init();
            GroupId group;
            CacheDigest disturbed;
            try (CacheEngine engine = CacheEngine.open(trial.setup(), ear)) {
                CompletableFuture<Void> run = CompletableFuture.runAsync(() -> engine.follow(RunListener.NONE));
                grow(plant, engine);
                stopReceiving(trial.local);
                grow(plant, engine);
                trial.local.server(1).kill9();
                trial.local.lead(2);
                await().atMost(PATIENCE).until(() -> engine.store().moves() == 1);
                grow(plant, engine);
                engine.stop();
                run.get(1, TimeUnit.MINUTES);
                engine.runOnce(RunListener.NONE);
                group = group(engine);
                disturbed = engine.digest(group);
            }
            try (CacheEngine engine = CacheEngine.open(trial.setup())) {
                engine.recache(group, Interval.ALL);
                engine.runOnce(RunListener.NONE);
                assertThat(disturbed).isEqualTo(engine.digest(group));
            }
        }
    }

    private static void following(Path config, TestDatabase plant) throws IOException {
        String yaml = Files.readString(config);
        Files.writeString(
                config,
                yaml.substring(0, yaml.indexOf("sources:"))
                        + """
                levels: [1s, 10s, 60s]
                tuning:
                  current: {poll-min: 20ms, poll-max: 50ms, overlap: 200ms}
                sources:
                  plant:
                    type: jdbc
                    url: "%s"
                    user: "%s"
                    password: "%s"
                    groups:
                      - {tables: "live", time: {column: ts, type: epoch-millis}, channels: "v[0-9]+"}
                """.formatted(plant.jdbcUrl(), plant.user(), plant.password()));
    }

    /** Three seconds of rows, the last of which are seen in the cache. */
    private static void grow(TestDatabase plant, CacheEngine engine) throws Exception {
        long last = 0;
        for (int i = 0; i < 60; i++) {
            last = insert(plant);
            Thread.sleep(50);
        }
        long end = last;
        await().atMost(PATIENCE).until(() -> covered(engine) > TimeUnit.MILLISECONDS.toNanos(end));
    }

    private static long insert(TestDatabase plant) throws SQLException {
        long now = System.currentTimeMillis();
        execute(plant, "INSERT INTO live VALUES (" + now + ", " + now % 1_000 + ")");
        return now;
    }

    private static void execute(TestDatabase plant, String sql) throws SQLException {
        try (Connection connection = plant.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long covered(CacheEngine engine) {
        try {
            return engine.status().stream()
                    .flatMap(group -> group.spans().stream())
                    .mapToLong(span -> span.covered().to())
                    .max()
                    .orElse(0);
        } catch (CacheException e) {
            return 0;
        }
    }

    private static GroupId group(CacheEngine engine) {
        return engine.status().get(0).group().id();
    }

    /** Raw rows of the group that are cached; 0 where that cannot be told. */
    private static long rows(CacheEngine engine) {
        try {
            return engine.status().stream()
                    .mapToLong(group -> Optional.ofNullable(group.sizes().get(0))
                            .map(CacheReader.LevelSize::entries)
                            .orElse(0L))
                    .sum();
        } catch (CacheException e) {
            return 0;
        }
    }

    private static boolean done(CacheEngine engine) {
        try {
            return engine.runOnce(RunListener.NONE).done();
        } catch (CacheException e) {
            return false;
        }
    }

    /** Once the replica has all that the master has now. */
    private static void stopReceiving(LocalCluster local) throws SQLException {
        String position =
                values(local.server(1), "SELECT @@GLOBAL.gtid_binlog_pos").get(0);
        assertThat(values(local.server(2), "SELECT MASTER_GTID_WAIT('" + position + "', 30)"))
                .containsExactly("0");
        try (Connection root = local.server(2).connect("");
                Statement statement = root.createStatement()) {
            statement.execute("STOP SLAVE IO_THREAD");
        }
    }

    private static List<String> values(LocalMariaDb server, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection root = server.connect("");
                Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
