package org.adei.cache.engine;

import java.util.List;
import java.util.function.Function;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.DamagedException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryExecutor;
import org.adei.cache.query.QueryLimits;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.SourceExtents;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.ReadableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds somebody to answer a query: a copy of the cache that is not far behind, else the cache itself, and when that is
 * lost any copy. Whole queries only, for what a server says of its coverage holds for its own rows alone. Thread-safe.
 */
final class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    /** Damaged parts that one answer may meet. */
    private static final int MOST_DAMAGES = 8;

    private static final int ATTEMPTS = 8;
    private static final int ATTEMPTS_BESIDE_COPIES = 2;
    private static final long PAUSE_MILLIS = 30;

    private final CacheStore store;
    private final SourceExtents extents;
    private final Stop stop;

    Queries(CacheStore store, SourceExtents extents, Stop stop) {
        this.store = store;
        this.extents = extents;
        this.stop = stop;
    }

    QueryResult answer(Query query) {
        return ask(query.after(), from -> executor(from).run(query));
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

    private <T> T anyCopy(String after, Function<ReadableStore, T> question, RetryException lost) {
        for (ReadableStore copy : store.copies(true)) {
            try {
                if (copy.holds(after)) {
                    return question.apply(copy);
                }
            } catch (ConfigurationException e) {
                throw e;
            } catch (CacheException e) {
                lost.addSuppressed(e);
            }
        }
        throw lost;
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
        for (int attempt = 1; ; attempt++) {
            try {
                return question.apply(store);
            } catch (RetryException e) {
                if (attempt == ATTEMPTS || isForCopies(attempt)) {
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

    private QueryExecutor executor(ReadableStore from) {
        return new QueryExecutor(from, extents, QueryLimits.DEFAULT);
    }
}
