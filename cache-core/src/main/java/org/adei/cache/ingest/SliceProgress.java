package org.adei.cache.ingest;

/** Told of each committed batch, by the writing thread. */
@FunctionalInterface
public interface SliceProgress {
    /**
     * Tells of one commit.
     *
     * @param position everything of the slice before it is cached now
     * @param rows rows of the batch
     * @param rejected rows left out since the batch before
     */
    void committed(long position, int rows, int rejected);
}
