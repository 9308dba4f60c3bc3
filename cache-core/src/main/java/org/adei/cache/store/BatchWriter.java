package org.adei.cache.store;

/** Writes the batches of one claim, in order. Used by one thread; holds a connection until closed. */
public interface BatchWriter extends AutoCloseable {
    /**
     * Writes rows, windows, coverage and open state in one transaction and proves the lease in it, which it renews.
     *
     * @throws org.adei.cache.failure.RetryException if the lease is lost or the server is gone; nothing is written then
     *     (or, where the answer to the commit was lost, all of it: the coverage tells)
     */
    void write(Batch batch);

    @Override
    void close();
}
