package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.adei.cache.failure.RetryException;

/**
 * What is open to servers, opened by the first who asks for it. Whoever opens one keeps nobody from the others; who wants
 * the same one waits for a bounded time. Thread-safe.
 */
final class Openings<T> implements AutoCloseable {
    private final Function<String, T> opener;
    private final Consumer<T> closer;
    private final Duration patience;
    private final Map<String, CompletableFuture<T>> all = new HashMap<>();
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param patience how long to wait for what somebody else opens
     */
    Openings(Function<String, T> opener, Consumer<T> closer, Duration patience) {
        this.opener = opener;
        this.closer = closer;
        this.patience = patience;
    }

    /**
     * What is open to a server.
     *
     * @throws RetryException if it takes too long, was given up meanwhile, or all is closed
     */
    T to(String server) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> known;
        synchronized (this) {
            if (closed) {
                throw new RetryException("connections to " + server + " are closed, and are not opened again");
            }
            known = all.putIfAbsent(server, mine);
        }
        return known == null ? opened(server, mine) : await(server, known);
    }

    private T opened(String server, CompletableFuture<T> mine) {
        try {
            T made = opener.apply(server);
            if (!keep(server, mine, made)) {
                closer.accept(made);
                throw new RetryException(server + " was given up while it was connected to");
            }
            return made;
        } catch (RuntimeException e) {
            synchronized (this) {
                all.remove(server, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized boolean keep(String server, CompletableFuture<T> mine, T made) {
        return all.get(server) == mine && mine.complete(made);
    }

    private T await(String server, CompletableFuture<T> known) {
        try {
            return known.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryException("interrupted while somebody else connected to " + server, e);
        } catch (ExecutionException e) {
            throw new RetryException("somebody else could not connect to " + server + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new RetryException(server + " has not let anybody in within " + patience.toMillis() + " ms", e);
        }
    }

    /** Closes what is open to a server, also if it is only being opened. */
    void giveUp(String server) {
        CompletableFuture<T> gone;
        synchronized (this) {
            gone = all.remove(server);
        }
        if (gone != null) {
            closeIfDone(gone);
        }
    }

    private void closeIfDone(CompletableFuture<T> gone) {
        if (gone.isDone()) {
            closer.accept(gone.join());
        }
    }

    @Override
    public void close() {
        List<CompletableFuture<T>> gone;
        synchronized (this) {
            closed = true;
            gone = List.copyOf(all.values());
            all.clear();
        }
        gone.forEach(this::closeIfDone);
    }
}
