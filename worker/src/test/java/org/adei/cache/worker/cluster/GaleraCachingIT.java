package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.worker.demo.DemoFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GaleraCachingIT {
    @BeforeAll
    static void needsGalera() {
        if (GaleraBinaries.locate() instanceof GaleraBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    void cachingGoesOnOnAnotherNodeWhenTheOneThatIsWrittenToIsKilled() throws Exception {
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                TrialServers servers = TrialServers.galera(3)) {
            Path config = TrialConfig.write(servers, folder);
            Setup setup = SetupFile.load(config, name -> null);
            new ClusterInit(Objects.requireNonNull(setup.cluster()), ClusterInit.Schemas.of(setup.cache()), line -> {})
                    .run();
            try (CacheEngine engine = CacheEngine.open(setup)) {
                CompletableFuture<RunReport> run =
                        CompletableFuture.supplyAsync(() -> engine.runOnce(RunListener.NONE));
                await().atMost(Duration.ofMinutes(1)).until(() -> hasBegun(engine));
                Objects.requireNonNull(servers.all().get("db1")).kill9();
                RunReport report = run.get(2, TimeUnit.MINUTES);
                assertThat(report.groups()).extracting(GroupResult::problem).allMatch(problem -> problem.isEmpty());
                GroupId group = report.groups().get(0).group();
                CacheDigest disturbed = engine.digest(group);
                engine.recache(group, Interval.ALL);
                engine.runOnce(RunListener.NONE);
                assertThat(engine.digest(group)).isEqualTo(disturbed);
            }
        }
    }

    private static boolean hasBegun(CacheEngine engine) {
        try {
            return engine.status().stream().anyMatch(group -> !group.spans().isEmpty());
        } catch (CacheException e) {
            return false;
        }
    }
}
