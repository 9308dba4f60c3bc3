package org.adei.cache.replication.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.settings.ClusterServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessedFleetTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer api;
    private volatile int status;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theLeaseIsOneMoreServerThatOnlyVotes() {
        status = 200;
        body = lease("3");
        ServerView witness = fleet().observe().get(1);
        assertThat(witness.name()).isEqualTo(WitnessedFleet.WITNESS);
        assertThat(witness.isCandidate()).isFalse();
        assertThat(witness.state().orElseThrow().vote().term()).isEqualTo(3);
        assertThat(fleet().vote(new Ballot(4, 0, 0))).containsExactlyInAnyOrder("db1", WitnessedFleet.WITNESS);
    }

    @Test
    void aLeaseThatMayNotBeReadIsSilentAndCostsTheServersNothing() {
        status = 403;
        assertThat(fleet().observe()).extracting(ServerView::contact).containsOnly(Contact.SILENT);
        assertThat(fleet().vote(new Ballot(4, 0, 0))).containsExactly("db1");
    }

    @Test
    void aLeaseWithATermThatIsNoNumberIsSilent() {
        status = 200;
        body = lease("many");
        assertThat(fleet().observe().get(1).contact()).isEqualTo(Contact.SILENT);
    }

    private static String lease(String term) {
        return """
                {"metadata": {"resourceVersion": "1", "annotations": {"cache.adei.org/term": "%s"}}, "spec": {}}
                """.formatted(term);
    }

    private WitnessedFleet fleet() {
        KubernetesApi kubernetes = new KubernetesApi(
                URI.create("http://127.0.0.1:" + api.getAddress().getPort()),
                HttpClient.newHttpClient(),
                () -> "token",
                Duration.ofSeconds(10));
        LeaseSeat seat = new LeaseSeat(
                kubernetes,
                new LeaseName("adei", "adei-cache"),
                new LeaseSeat.Holder("a", Duration.ofSeconds(3)),
                System::nanoTime,
                InstantSource.system());
        return new WitnessedFleet(new OneServer(), seat, threads, Duration.ofSeconds(20));
    }

    /** A server that says yes to everything and nothing of itself. */
    @Test
    void theLeaseHearsOfNoReignThatItsMasterDoesNotVoteFor() {
        status = 200;
        body = lease("3");
        assertThat(fleet().claim(new Ballot(4, 4, 2))).isEmpty();
        assertThat(fleet().claim(new Ballot(4, 4, 1))).containsExactlyInAnyOrder("db1", WitnessedFleet.WITNESS);
    }

    private static final class OneServer implements Fleet {
        @Override
        public List<ServerView> observe() {
            ClusterServer server = new ClusterServer("127.0.0.1", 1, 1, 100, false);
            return List.of(new ServerView("db1", server, Contact.SILENT, Optional.empty()));
        }

        @Override
        public Set<String> vote(Ballot ballot) {
            return Set.of("db1");
        }

        @Override
        public Set<String> claim(Ballot ballot) {
            return ballot.primary() == 1 ? Set.of("db1") : Set.of();
        }

        @Override
        public Set<String> hold(long term) {
            return Set.of("db1");
        }

        @Override
        public void release(long term) {}

        @Override
        public boolean renew(String server, long epoch, long until) {
            return true;
        }

        @Override
        public void act(Step step, Ballot mandate, long until) {}
    }
}
