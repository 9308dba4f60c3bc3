package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.query.Query;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.worker.demo.DemoFolder;
import org.adei.cache.worker.run.Watch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingWithoutMasterIT {
    /** One attempt at a master that is not there takes 10 s. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    /** A replica, and the last master, which is the master no longer once its lease is over. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1})
    void theLastServerAnswersAtOnceAlsoWhoComesOnlyNow(int last) throws Exception {
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                LocalCluster cluster = LocalCluster.startApart(ClusterOptions.fast(3))) {
            TrialServers servers =
                    new TrialServers(ClusterKind.REPLICAS, TrialServers.named(cluster.servers()), false, cluster);
            Path config = TrialConfig.write(servers, folder);
            Setup setup = SetupFile.load(config, name -> null);
            Cluster members = Objects.requireNonNull(setup.cluster());
            new ClusterInit(members, ClusterInit.Schemas.of(setup.cache()), line -> {}).run();
            Watch watch = Watch.start(setup, reign -> {});
            try (CacheEngine engine = CacheEngine.open(setup)) {
                engine.runOnce(RunListener.NONE);
                GroupId group = engine.status().get(0).group().id();
                awaitReplicas(engine, members);
                watch.close();
                for (int id = 1; id <= cluster.size(); id++) {
                    if (id != last) {
                        cluster.server(id).kill9();
                    }
                }
                long end = System.nanoTime() + members.lease().multipliedBy(8).toNanos();
                while (System.nanoTime() < end) {
                    assertAnswersSoon(engine, group);
                }
                try (CacheEngine late = CacheEngine.openToRead(setup)) {
                    assertAnswersSoon(late, group);
                    assertThat(late.channels(group)).isNotEmpty();
                }
            } finally {
                watch.close();
            }
        }
    }

    private static void assertAnswersSoon(CacheEngine engine, GroupId group) {
        long start = System.nanoTime();
        assertThat(engine.query(Query.of(group, 10)).watermark()).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    private static void awaitReplicas(CacheEngine engine, Cluster members) {
        String all = engine.position();
        for (String name : members.servers().keySet()) {
            try (ServerSession session = ServerSession.open(
                    name,
                    Objects.requireNonNull(members.servers().get(name)),
                    members.accounts().manager(),
                    Duration.ofMinutes(1))) {
                boolean closed = session.value("SELECT @@GLOBAL.read_only").equals("1");
                assertThat(closed ? session.value("SELECT MASTER_GTID_WAIT('" + all + "', 50)") : "0")
                        .isEqualTo("0");
            }
        }
    }
}
