package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Query;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.worker.Session;
import org.adei.cache.worker.demo.DemoFolder;
import org.adei.cache.worker.run.Watch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadRoutingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    @SuppressWarnings("try") // the watch works by being there
    void replicasAreReadUnlessTheyAreTooFarBehindOrLackWhatTheReaderHasWritten() throws Exception {
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                LocalCluster cluster = LocalCluster.startApart(ClusterOptions.fast(3))) {
            TrialServers servers =
                    new TrialServers(ClusterKind.REPLICAS, TrialServers.named(cluster.servers()), false, cluster);
            Path config = TrialConfig.write(servers, folder);
            Setup lax = with(SetupFile.load(config, name -> null), Duration.ofHours(1));
            Setup strict = with(lax, Duration.ofSeconds(3));
            new ClusterInit(Objects.requireNonNull(lax.cluster()), ClusterInit.Schemas.of(lax.cache()), line -> {})
                    .run();
            Watch watch = Watch.start(lax, reign -> {});
            try (CacheEngine any = CacheEngine.open(lax);
                    CacheEngine near = CacheEngine.open(strict)) {
                any.runOnce(RunListener.NONE);
                GroupId group = any.status().get(0).group().id();
                String cached = any.position();
                try (Connection second = standing(servers, "db2", cached);
                        Connection third = standing(servers, "db3", cached)) {
                    assertThat(List.of(second, third)).hasSize(2);
                    any.recache(group, Interval.ALL);
                    Session again = Session.run("recache", "--config", config.toString(), "--group", group.toString());
                    assertThat(again.exit()).isZero();
                    assertThat(again.err()).contains("no replica has this yet");
                    await().atMost(PATIENCE).until(() -> isCached(any, Query.of(group, 10)));
                    assertThat(isCached(any, Query.of(group, 10).after(any.position())))
                            .isFalse();
                    await().atMost(PATIENCE).until(() -> !isCached(near, Query.of(group, 10)));
                    assertThat(isCached(any, Query.of(group, 10))).isTrue();
                }
                await().atMost(PATIENCE).until(() -> any.store().awaitCopy());
                await().atMost(PATIENCE).until(() -> !isCached(any, Query.of(group, 10)));
                any.runOnce(RunListener.NONE);
                String all = any.position();
                assertThat(isCached(any, Query.of(group, 10).after(all))).isTrue();
                await().atMost(PATIENCE).until(() -> isCached(any, Query.of(group, 10)));
                watch.close();
                cluster.server(1).kill9();
                cluster.server(2).kill9();
                assertThat(isCached(any, Query.of(group, 10))).isTrue();
                await().atMost(PATIENCE).until(() -> isCached(near, Query.of(group, 10)));
            } finally {
                watch.close();
            }
        }
    }

    private static boolean isCached(CacheEngine engine, Query query) {
        return engine.query(query).watermark().isPresent();
    }

    /**
     * From a position on the replica receives and answers, but applies nothing until the connection is closed; stewards
     * vote there as before.
     */
    private static Connection standing(TrialServers servers, String name, String position) throws SQLException {
        LocalMariaDb server = Objects.requireNonNull(servers.all().get(name));
        Connection root = server.connect("");
        try (Statement statement = root.createStatement()) {
            statement.execute("SELECT MASTER_GTID_WAIT('" + position + "', 50)");
            statement.execute("LOCK TABLES adei_ha.lease READ, adei_trial.adei_coverage READ");
        }
        return root;
    }

    private static Setup with(Setup setup, Duration readLag) {
        Cluster cluster = Objects.requireNonNull(setup.cluster());
        Cluster changed = new Cluster(
                cluster.kind(),
                cluster.servers(),
                cluster.semiSync(),
                Duration.ofSeconds(5),
                readLag,
                cluster.kubernetesLease(),
                cluster.accounts());
        return new Setup(
                setup.name(),
                setup.cache(),
                setup.levels(),
                setup.sources(),
                setup.tuning(),
                setup.schedule(),
                changed,
                setup.serve());
    }
}
