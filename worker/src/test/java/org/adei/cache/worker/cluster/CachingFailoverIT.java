package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
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
import org.junit.jupiter.api.Test;

class CachingFailoverIT {
    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    @SuppressWarnings("try") // the watches work by being there
    void cachingGoesOnWhenTheMasterIsKilledAndTheCacheEndsTheSame() throws Exception {
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                TrialServers servers = fastServers()) {
            Path config = TrialConfig.write(servers, folder);
            Setup setup = patient(SetupFile.load(config, name -> null));
            new ClusterInit(Objects.requireNonNull(setup.cluster()), ClusterInit.Schemas.of(setup.cache()), line -> {})
                    .run();
            List<String> reigns = new CopyOnWriteArrayList<>();
            try (Watch first = Watch.start(setup, reigns::add);
                    Watch second = Watch.start(setup, reigns::add);
                    CacheEngine engine = CacheEngine.open(setup)) {
                CompletableFuture<RunReport> run =
                        CompletableFuture.supplyAsync(() -> engine.runOnce(RunListener.NONE));
                await().atMost(Duration.ofMinutes(1)).until(() -> cached(engine) > 0);
                servers.all().values().iterator().next().kill9();
                RunReport report = run.get(2, TimeUnit.MINUTES);
                assertThat(report.groups()).extracting(GroupResult::problem).allMatch(problem -> problem.isEmpty());
                GroupId group = report.groups().get(0).group();
                CacheDigest disturbed = engine.digest(group);
                engine.recache(group, Interval.ALL);
                engine.runOnce(RunListener.NONE);
                assertThat(engine.digest(group)).isEqualTo(disturbed);
                assertThat(reigns).hasSizeGreaterThanOrEqualTo(2);
            }
        }
    }

    private static TrialServers fastServers() {
        LocalCluster cluster = LocalCluster.startApart(ClusterOptions.fast(3));
        return new TrialServers(ClusterKind.REPLICAS, TrialServers.named(cluster.servers()), false, cluster);
    }

    /** A lease that a busy machine keeps. */
    private static Setup patient(Setup setup) {
        Cluster cluster = Objects.requireNonNull(setup.cluster());
        Cluster patient = new Cluster(
                cluster.kind(), cluster.servers(), cluster.semiSync(), Duration.ofSeconds(5), cluster.accounts());
        return new Setup(
                setup.name(),
                setup.cache(),
                setup.levels(),
                setup.sources(),
                setup.tuning(),
                setup.schedule(),
                patient,
                setup.serve());
    }

    private static long cached(CacheEngine engine) {
        try {
            return engine.status().stream()
                    .flatMap(group -> group.spans().stream())
                    .mapToLong(span -> span.covered().to() - span.covered().from())
                    .sum();
        } catch (CacheException e) {
            return 0;
        }
    }
}
