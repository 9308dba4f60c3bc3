package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How much is read and written at a time.
 *
 * @param rows most rows of the source in a transaction, 1 to 1,000,000; four times as many where little is written of
 *     each, packed spans alone or windows alone, since each commit waits for the disk
 * @param bytes most bytes of values in a transaction, 64 KiB to 256 MiB; fewer rows are taken if these are reached, or if
 *     all batches of all threads would take more than an eighth of the heap
 * @param ring batches between the reading and the writing thread, a power of two from 1 to 1,024
 */
public record Batching(int rows, int bytes, int ring) {
    /** 10,000 rows or 32 MiB in a transaction, 2 batches under way. */
    public static final Batching DEFAULT = new Batching(10_000, 32 << 20, 2);

    private static final int SMALL = 4;
    private static final int LEAST_BYTES = 64 << 10;

    /** The rest is for what sources, writers and answers hold. */
    private static final int SHARE_OF_HEAP = 8;

    public Batching {
        Required.range("rows", rows, 1, 1_000_000);
        Required.range("bytes", bytes, LEAST_BYTES, 256 << 20);
        Required.range("ring", ring, 1, 1024);
        if (Integer.bitCount(ring) != 1) {
            throw new IllegalArgumentException("ring is " + ring + ": expected a power of two from 1 to 1024");
        }
    }

    @JsonCreator
    static Batching of(
            @JsonProperty("rows") @Nullable Integer rows,
            @JsonProperty("bytes") @Nullable Integer bytes,
            @JsonProperty("ring") @Nullable Integer ring) {
        return new Batching(
                rows == null ? DEFAULT.rows : rows,
                bytes == null ? DEFAULT.bytes : bytes,
                ring == null ? DEFAULT.ring : ring);
    }

    /**
     * The same with batches so small that those of all slices at work take at most an eighth of the heap.
     *
     * @param heap greatest size of the heap in bytes
     * @param slices slices that are cached at once, each with a ring of its own, from 0 on
     */
    public Batching within(long heap, int slices) {
        long each = heap / SHARE_OF_HEAP / ((long) ring * Math.max(1, slices));
        return each >= bytes ? this : new Batching(rows, (int) Math.max(LEAST_BYTES, each), ring);
    }

    /**
     * Rows of a transaction for a group of so many channels: as many as both bounds allow, at least one.
     *
     * @param small whether little is written of each row
     */
    public int rowsFor(int channels, boolean small) {
        long most = small ? (long) SMALL * rows : rows;
        return (int) Math.max(1, Math.min(most, bytes / (Double.BYTES * (channels + 1))));
    }
}
