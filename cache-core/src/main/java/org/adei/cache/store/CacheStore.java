package org.adei.cache.store;

/** A cache: one schema of one setup. Thread-safe. */
public interface CacheStore extends AutoCloseable {
    Catalogue catalogue();

    Coverage coverage();

    /** A writer for the slice of a claim. */
    BatchWriter writer(Claim claim);

    /** For those who follow the newest rows. */
    TailStore tails();

    CacheReader reader();

    /** Texts of groups of events. */
    EventStore events();

    /** Changes of the layout of groups. */
    Conversions conversions();

    @Override
    void close();
}
