package org.adei.cache.worker.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.adei.cache.failure.ConfigurationException;

/** Answers {@code GET /metrics} and {@code GET /health} on one address. Thread-safe; owns its threads. */
final class MetricsServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    /** What is answered; made anew for each request, by two threads at most. */
    record Pages(Supplier<String> metrics, Supplier<Health> health) {}

    /**
     * Whether this process does what it should.
     *
     * @param good whether it does; tells the status of the answer, 200 or 503
     * @param json what is said
     */
    record Health(boolean good, String json) {}

    /**
     * Listens from now on.
     *
     * @throws ConfigurationException if the address cannot be used
     */
    MetricsServer(InetSocketAddress address, Pages pages) {
        // without it each answer waits for the acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(address, WAITING);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "serve.metrics: cannot listen on " + address + ": " + e.getMessage()
                            + "; choose an address of this machine and a port that is free, or port 0",
                    e);
        }
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "adei-metrics");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" ->
                    answer(
                            exchange,
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            pages.metrics().get());
                case "/health" -> {
                    Health health = pages.health().get();
                    answer(exchange, health.good() ? 200 : 503, "application/json", health.json());
                }
                default -> answer(exchange, 404, "text/plain", "expected /metrics or /health\n");
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            byte[] body = (get ? text : "expected GET\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", get ? type : "text/plain");
            exchange.sendResponseHeaders(get ? status : 405, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Where it listens, {@code 127.0.0.1:9464}. */
    String address() {
        InetSocketAddress at = server.getAddress();
        return at.getAddress().getHostAddress() + ":" + at.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
