package org.adei.cache.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.DamagedException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryExecutor;
import org.adei.cache.query.QueryLimits;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.SourceDesk;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.ReadableStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds somebody to answer a query: a copy of the cache that is not far behind, else the cache itself, when that is lost
 * any copy, and when all are lost the source. Whole queries only, for what a server says of its coverage holds for its own
 * rows alone. Thread-safe.
 */
final class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    /** Damaged parts that one answer may meet. */
    private static final int MOST_DAMAGES = 8;

    private static final int ATTEMPTS = 8;
    private static final int ATTEMPTS_BESIDE_COPIES = 2;
    private static final long PAUSE_MILLIS = 30;

    /** How long a lost cache is waited for where the source can answer, and then left alone. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CacheStore store;
    private final SourceDesk desk;
    private final Stop stop;
    private final AtomicLong lost = new AtomicLong(System.nanoTime() - PATIENCE_NANOS);

    Queries(CacheStore store, SourceDesk desk, Stop stop) {
        this.store = store;
        this.desk = desk;
        this.stop = stop;
    }

    QueryResult answer(Query query) {
        return wasLost() ? sourceAlone(query).orElseGet(() -> cached(query)) : cached(query);
    }

    /** A copy that answers may still lack what the reader wrote, which says nothing of what others ask. */
    private boolean wasLost() {
        return System.nanoTime() - lost.get() < PATIENCE_NANOS
                && store.copies(true).isEmpty();
    }

    private QueryResult cached(Query query) {
        try {
            return ask(query.after(), from -> executor(from).run(query));
        } catch (RetryException e) {
            if (!Thread.currentThread().isInterrupted()) {
                lost.set(System.nanoTime());
            }
            return sourceAlone(query).orElseThrow(() -> e);
        }
    }

    /** What the source answers; empty if it cannot. */
    private Optional<QueryResult> sourceAlone(Query query) {
        if (!desk.reads()) {
            return Optional.empty();
        }
        try {
            return Optional.of(executor(null).run(query));
        } catch (CacheException e) {
            LOG.debug("the source cannot answer while the cache is lost", e);
            return Optional.empty();
        }
    }

    /**
     * Asks one after the other until somebody answers.
     *
     * @param after position that whoever answers has to hold
     */
    <T> T ask(String after, Function<ReadableStore, T> question) {
        List<ReadableStore> near = store.copies(false);
        for (ReadableStore copy : near) {
            try {
                if (copy.holds(after)) {
                    return question.apply(copy);
                }
            } catch (CacheException e) {
                LOG.debug("a copy of the cache cannot answer, somebody else is asked", e);
            }
        }
        if (!store.isReachable()) {
            try {
                return anyCopy(after, question, new RetryException("none of the cache's servers reigns at present"));
            } catch (RetryException e) {
                LOG.debug("no copy can answer, a master is waited for", e);
            }
        }
        try {
            return healed(question);
        } catch (RetryException e) {
            return anyCopy(after, question, e);
        }
    }

    private <T> T anyCopy(String after, Function<ReadableStore, T> question, RetryException failure) {
        for (ReadableStore copy : store.copies(true)) {
            try {
                if (copy.holds(after)) {
                    return question.apply(copy);
                }
            } catch (ConfigurationException e) {
                throw e;
            } catch (CacheException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private <T> T healed(Function<ReadableStore, T> question) {
        for (int met = 0; ; met++) {
            try {
                return patiently(question);
            } catch (DamagedException e) {
                if (met == MOST_DAMAGES) {
                    throw e;
                }
            }
        }
    }

    /** Where a server dies, more than one connection to it is broken. */
    private <T> T patiently(Function<ReadableStore, T> question) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return question.apply(store);
            } catch (RetryException e) {
                boolean enough = desk.reads() && System.nanoTime() - start > PATIENCE_NANOS;
                if (attempt == ATTEMPTS || enough || isForCopies(attempt)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private boolean isForCopies(int attempt) {
        boolean hopeless = attempt >= ATTEMPTS_BESIDE_COPIES || !store.isReachable();
        return hopeless && !store.copies(true).isEmpty();
    }

    private void pause(RetryException failure) {
        try {
            stop.await(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private QueryExecutor executor(@Nullable ReadableStore from) {
        return new QueryExecutor(from, desk, QueryLimits.DEFAULT);
    }
}
