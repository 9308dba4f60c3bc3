package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.replication.kubernetes.KubernetesApi;
import org.adei.cache.replication.plan.Diagnoser;
import org.adei.cache.replication.plan.Problem;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseVoteIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesMockServer kubernetes = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final List<String> reigns = new CopyOnWriteArrayList<>();
    private Guarded servers;
    private int row;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() throws Exception {
        kubernetes.init();
        servers = new Guarded(2, 0);
        servers.makeTable(1);
    }

    @AfterEach
    void end() {
        servers.close();
        kubernetes.destroy();
    }

    @Test
    @SuppressWarnings("try") // the steward works by being there
    void twoServersAndALeaseOutliveTheLossOfOneServer() {
        Cluster cluster = with("adei/adei-cache", servers.cluster.accounts());
        try (Stewardship steward = Stewardship.start(cluster, cluster, "one", reigns::add, this::api)) {
            await().atMost(PATIENCE).until(() -> servers.write(++row) == 1);
            servers.servers.server(1).kill9();
            await().atMost(PATIENCE).until(() -> servers.write(++row) == 2);
        }
        assertThat(reigns).hasSize(2);
    }

    @Test
    void aServerThatDoesNotLetTheStewardsInIsNamed() {
        ClusterAccounts wrong = new ClusterAccounts(
                "127.0.0.1",
                new Account("adei_manager", Secret.of("changed")),
                servers.cluster.accounts().replication(),
                null);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (MariaDbFleet fleet = new MariaDbFleet(with("", wrong), "stranger", threads)) {
            List<ServerView> views = fleet.observe();
            assertThat(views).extracting(ServerView::contact).containsOnly(Contact.DENIED);
            Situation nothing = new Situation(false, Duration.ZERO, Duration.ZERO, Set.of(), "");
            assertThat(Diagnoser.diagnose(new ClusterSnapshot(views, nothing)))
                    .filteredOn(found -> found.problem() == Problem.DENIED)
                    .hasSize(2)
                    .allSatisfy(found -> assertThat(found.toString()).contains("cluster.accounts.manager"));
        } finally {
            threads.shutdownNow();
        }
    }

    private KubernetesApi api(Duration patience) {
        URI address = URI.create("http://127.0.0.1:" + kubernetes.getPort());
        return new KubernetesApi(address, HttpClient.newHttpClient(), () -> "", patience);
    }

    private Cluster with(String lease, ClusterAccounts accounts) {
        Cluster plain = servers.cluster;
        return new Cluster(
                plain.kind(), plain.servers(), plain.semiSync(), plain.lease(), plain.readLag(), lease, accounts);
    }
}
