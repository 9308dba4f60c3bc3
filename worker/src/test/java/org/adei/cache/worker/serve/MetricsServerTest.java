package org.adei.cache.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.adei.cache.failure.ConfigurationException;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final InetSocketAddress FREE = new InetSocketAddress("127.0.0.1", 0);

    private final AtomicBoolean good = new AtomicBoolean(true);
    private final MetricsServer.Pages pages =
            new MetricsServer.Pages(() -> "adei_rows_total 1.0\n", () -> new MetricsServer.Health(good.get(), "{}"));

    private static HttpResponse<String> get(MetricsServer server, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metricsAndHealthAreAnsweredOnAFreePortOfTheLoopback() throws Exception {
        try (MetricsServer server = new MetricsServer(FREE, pages)) {
            assertThat(server.address()).startsWith("127.0.0.1:").doesNotEndWith(":0");
            assertThat(get(server, "/metrics").body()).contains("adei_rows_total");
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(get(server, "/else").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aProcessThatIsNotWellAnswersWith503() throws Exception {
        good.set(false);
        try (MetricsServer server = new MetricsServer(FREE, pages)) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws Exception {
        try (MetricsServer server = new MetricsServer(FREE, pages)) {
            int port = Integer.parseInt(server.address().split(":")[1]);
            assertThatThrownBy(() -> new MetricsServer(new InetSocketAddress("127.0.0.1", port), pages))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }
}
