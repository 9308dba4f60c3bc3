package org.adei.cache.replication.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.adei.cache.failure.CacheException;

/** The API of a Kubernetes cluster, each call bounded in time and size. Thread-safe. */
public final class KubernetesApi {
    private static final int MOST_BYTES = 1 << 20;

    private final URI base;
    private final HttpClient client;
    private final Supplier<String> token;
    private final Duration patience;

    /**
     * Connects to nobody yet.
     *
     * @param base such as {@code https://10.96.0.1:443}
     * @param token asked for at each call, for tokens of pods are replaced while they run; empty sends none
     * @param patience how long a call may take
     */
    public KubernetesApi(URI base, HttpClient client, Supplier<String> token, Duration patience) {
        this.base = base;
        this.client = client;
        this.token = token;
        this.patience = patience;
    }

    /** What the API said. */
    record Reply(int status, String body) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    /**
     * Sends one request; no body if it is empty.
     *
     * @throws IOException if no whole answer came in time
     */
    Reply send(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(patience)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        String bearer = bearer();
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                return new Reply(
                        response.statusCode(), new String(answer.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the API was asked", e);
        }
    }

    private String bearer() throws IOException {
        try {
            return token.get();
        } catch (CacheException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
