package org.adei.cache.source;

/** Rows of one group in order of time. Used by one thread; closing it at any time frees the connection at once. */
public interface RowCursor extends AutoCloseable {
    /**
     * Appends rows to the block until it is full or the rows end. Values of the
     * group's channel {@code i} go to {@link RowBlock#column}{@code (i)}.
     *
     * @return false once there are no more rows (the block may have got some in the same call); true without a new row
     *     where the cursor had to wait for so long that the reader should do something else before it asks again
     */
    boolean fill(RowBlock block);

    @Override
    void close();
}
