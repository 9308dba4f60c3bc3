package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.CacheException;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.worker.demo.DemoFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LostTailIT {
    private final List<Long> lostRows = new CopyOnWriteArrayList<>();
    private final List<Long> lostWindows = new CopyOnWriteArrayList<>();

    private final WriteListener ear = new WriteListener() {
        @Override
        public void lost(long windows, long rows) {
            lostWindows.add(windows);
            lostRows.add(rows);
        }
    };

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    /** Without stewards, so that nobody mends the replication that the test stops. */
    @Test
    void whatTheNewMasterNeverGotIsCountedAndCachedAgain() throws Exception {
        LocalCluster local = LocalCluster.startApart(ClusterOptions.fast(2));
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                TrialServers servers =
                        new TrialServers(ClusterKind.REPLICAS, TrialServers.named(local.servers()), false, local)) {
            Path config = TrialConfig.write(servers, folder);
            Setup setup = SetupFile.load(config, name -> null);
            new ClusterInit(Objects.requireNonNull(setup.cluster()), ClusterInit.Schemas.of(setup.cache()), line -> {})
                    .run();
            try (CacheEngine engine = CacheEngine.open(setup, ear)) {
                stopReceiving(local);
                RunReport report = engine.runOnce(RunListener.NONE);
                GroupId group = report.groups().get(0).group();
                CacheDigest undisturbed = engine.digest(group);
                assertThat(lostRows).isEmpty();
                local.server(1).kill9();
                local.lead(2);
                await().atMost(Duration.ofMinutes(1)).until(() -> done(engine));
                assertThat(engine.digest(group)).isEqualTo(undisturbed);
                assertThat(lostRows).containsExactly(report.rows());
                assertThat(lostWindows)
                        .singleElement()
                        .satisfies(windows -> assertThat(windows).isPositive());
            }
        }
    }

    private static boolean done(CacheEngine engine) {
        try {
            return engine.runOnce(RunListener.NONE).done();
        } catch (CacheException e) {
            return false;
        }
    }

    /** Once the replica has the tables of the cache. */
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
