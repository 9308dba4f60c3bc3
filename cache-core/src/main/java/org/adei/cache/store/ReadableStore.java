package org.adei.cache.store;

/** What can be read of a cache on one server, by one question after the other. Thread-safe. */
public interface ReadableStore {
    Catalogue catalogue();

    CacheReader reader();

    /**
     * Whether everything up to a position is there, for which a copy is waited for a short while.
     *
     * @param position of {@link CacheStore#position}; empty is always there
     */
    default boolean holds(String position) {
        return true;
    }
}
