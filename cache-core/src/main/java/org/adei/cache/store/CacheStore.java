package org.adei.cache.store;

import java.util.List;

/** A cache: one schema of one setup. Thread-safe. */
public interface CacheStore extends ReadableStore, AutoCloseable {
    Coverage coverage();

    /** A writer for the slice of a claim. */
    BatchWriter writer(Claim claim);

    /** For those who follow the newest rows. */
    TailStore tails();

    /**
     * Copies of this cache on other servers, the one that is least behind first.
     *
     * @param anyLag whether also those that are further behind than the configuration allows
     */
    default List<ReadableStore> copies(boolean anyLag) {
        return List.of();
    }

    /** Whether the cache itself may answer, as far as is known: while it cannot, a copy is asked at once. */
    default boolean isReachable() {
        return true;
    }

    /**
     * How often another server has become the one that is written to, as far as is known. What this process knows of the
     * cache from before may be lost with the last one, tables and numbers of groups too.
     */
    default long moves() {
        return 0;
    }

    /** A name for all that is committed by now, for {@link ReadableStore#holds}; empty where there are no copies. */
    default String position() {
        return "";
    }

    /**
     * Waits, some seconds at most, until another server holds all that is committed by now.
     *
     * @return false if none does, so that it would be lost together with the one that is written to; true also where there
     *     is no other server
     */
    default boolean awaitCopy() {
        return true;
    }

    /** Texts of groups of events. */
    EventStore events();

    /** Changes of the layout of groups. */
    Conversions conversions();

    @Override
    void close();
}
