package org.adei.cache.replication.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.replication.steward.Ballot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseSeatTest {
    private static final LeaseName NAME = new LeaseName("adei", "adei-cache");
    private static final Duration SEAT = Duration.ofSeconds(3);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final AtomicLong clock = new AtomicLong();

    @BeforeEach
    void start() {
        server.init();
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    @Test
    void theFirstWhoAsksGetsTheVoteAndTheOthersSeeIt() {
        LeaseSeat first = seat("a");
        assertThat(first.look()).contains(Vote.NONE);
        assertThat(first.grant(new Ballot(1, 0, 0))).isTrue();
        LeaseSeat second = seat("b");
        assertThat(second.look()).contains(new Vote(1, 0, 0, true));
        assertThat(second.grant(new Ballot(2, 0, 0))).isFalse();
        assertThat(first.hold(1)).isTrue();
        assertThat(second.hold(1)).isFalse();
    }

    @Test
    void aSeatThatIsNotProlongedIsTakenOverOnceItsTimeHasPassedHere() {
        LeaseSeat first = seat("a");
        LeaseSeat second = seat("b");
        assertThat(first.grant(new Ballot(1, 1, 7))).isTrue();
        assertThat(second.look()).isPresent();
        pass(SEAT);
        assertThat(second.grant(new Ballot(2, 1, 7))).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(second.grant(new Ballot(2, 1, 7))).isTrue();
        assertThat(first.hold(1)).isFalse();
        assertThat(first.look()).contains(new Vote(2, 1, 7, true));
    }

    @Test
    void aSeatThatIsProlongedStaysTaken() {
        LeaseSeat first = seat("a");
        LeaseSeat second = seat("b");
        assertThat(first.grant(new Ballot(1, 0, 0))).isTrue();
        for (int round = 0; round < 10; round++) {
            assertThat(second.look()).isPresent();
            pass(SEAT.dividedBy(2));
            assertThat(first.hold(1)).isTrue();
            assertThat(second.grant(new Ballot(2 + round, 0, 0))).isFalse();
        }
    }

    @Test
    void aPastReignIsNotGoneBackTo() {
        LeaseSeat seat = seat("a");
        assertThat(seat.grant(new Ballot(5, 5, 7))).isTrue();
        assertThat(seat.grant(new Ballot(6, 3, 9))).isTrue();
        assertThat(seat.look()).contains(new Vote(6, 5, 7, true));
        assertThat(seat.grant(new Ballot(6, 6, 9))).isFalse();
    }

    @Test
    void whoActsOnAnOldVersionLoses() {
        LeaseSeat first = seat("a");
        assertThat(first.grant(new Ballot(1, 0, 0))).isTrue();
        try (NamespacedKubernetesClient client = client()) {
            client.leases().inNamespace("adei").withName("adei-cache").edit(lease -> {
                lease.getSpec().setHolderIdentity("b");
                return lease;
            });
        }
        pass(SEAT);
        assertThat(first.hold(1)).isFalse();
    }

    @Test
    void aNoteThatSomebodyLeavesOnTheLeaseIsKeptAndCostsNoVote() {
        LeaseSeat first = seat("a");
        assertThat(first.grant(new Ballot(1, 0, 0))).isTrue();
        try (NamespacedKubernetesClient client = client()) {
            client.leases().inNamespace("adei").withName("adei-cache").edit(lease -> {
                lease.getMetadata().setLabels(Map.of("note", "mine"));
                return lease;
            });
            pass(SEAT);
            assertThat(first.hold(1)).isTrue();
            Lease lease =
                    client.leases().inNamespace("adei").withName("adei-cache").get();
            assertThat(lease.getMetadata().getLabels()).containsEntry("note", "mine");
            assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("a");
            assertThat(lease.getSpec().getRenewTime().toInstant()).isEqualTo(NOW.plus(SEAT));
            assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(3);
        }
    }

    @Test
    void anApiThatIsGoneGivesNoVote() {
        LeaseSeat seat = seat("a");
        assertThat(seat.grant(new Ballot(1, 0, 0))).isTrue();
        server.shutdown();
        pass(SEAT);
        assertThat(seat.look()).isEmpty();
        assertThat(seat.hold(1)).isFalse();
        assertThat(seat.grant(new Ballot(2, 0, 0))).isFalse();
    }

    @Test
    void aTokenThatCannotBeReadGivesNoVote(@TempDir Path empty) {
        PodAccount account = new PodAccount(empty, name -> "127.0.0.1");
        KubernetesApi api = new KubernetesApi(
                URI.create("http://127.0.0.1:" + server.getPort()),
                HttpClient.newHttpClient(),
                account::namespace,
                Duration.ofSeconds(10));
        LeaseSeat seat = new LeaseSeat(api, NAME, new LeaseSeat.Holder("a", SEAT), clock::get, () -> NOW);
        assertThat(seat.look()).isEmpty();
        assertThatThrownBy(() -> account.api(SEAT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("automountServiceAccountToken");
        assertThatThrownBy(() -> new PodAccount(empty, name -> "").api(SEAT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("use a witness server else");
    }

    private NamespacedKubernetesClient client() {
        return server.createClient();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private LeaseSeat seat(String steward) {
        KubernetesApi api = new KubernetesApi(
                URI.create("http://127.0.0.1:" + server.getPort()),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                () -> "",
                Duration.ofSeconds(10));
        return new LeaseSeat(
                api, NAME, new LeaseSeat.Holder(steward, SEAT), clock::get, () -> NOW.plusNanos(clock.get()));
    }
}
