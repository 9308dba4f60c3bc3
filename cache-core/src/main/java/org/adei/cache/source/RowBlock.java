package org.adei.cache.source;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.adei.cache.log.EventText;
import org.jspecify.annotations.Nullable;

/**
 * A recycled columnar block of rows: times, and one array of values per channel. Not thread-safe; owned by one thread
 * at a time.
 *
 * <p>A missing value is {@link #NULL}, a NaN with a payload of its own; a NaN of the source is any other NaN. Arrays
 * are open to the row loops of cursors and the aggregator by way of {@link #times()}, {@link #column(int)} and {@link
 * #values(int)}; they are valid up to {@link #size()} and are replaced when the block grows. Rows of events have a text beside their values.
 */
public final class RowBlock {
    private static final long NULL_BITS = 0x7ff8_0000_0000_ade1L;

    /** The mark of a missing value. Compare with {@link #isNull}, never with {@code ==}. */
    public static final double NULL = Double.longBitsToDouble(NULL_BITS);

    private long[] times;
    private final double[][] values;
    private final int[] targets;
    private @Nullable EventText @Nullable [] texts;
    private int size;
    private int limit = Integer.MAX_VALUE;

    /**
     * Makes an empty block that a cursor fills channel by channel.
     *
     * @param channels channels of each row, 0 and up
     * @param capacity rows that fit before the block has to grow, from 1 on
     */
    public RowBlock(int channels, int capacity) {
        this(channels, capacity, IntStream.range(0, channels).toArray());
    }

    /**
     * Makes an empty block of which a cursor fills only some channels; the others are missing in every row.
     *
     * @param targets for each channel of the cursor its channel in the block, each at most once
     */
    public RowBlock(int channels, int capacity, int[] targets) {
        if (channels < 0 || capacity < 1) {
            throw new IllegalArgumentException(
                    "block of " + channels + " channels and " + capacity + " rows: expected at least 0 and 1");
        }
        times = new long[capacity];
        values = new double[channels][capacity];
        this.targets = targets.clone();
        if (targets.length < channels) {
            for (double[] column : values) {
                Arrays.fill(column, NULL);
            }
        }
    }

    /** Whether a value out of a block is the mark of a missing value (a NaN of the source is not). */
    public static boolean isNull(double value) {
        return Double.doubleToRawLongBits(value) == NULL_BITS;
    }

    public int channels() {
        return values.length;
    }

    /** Rows that it takes before it has to grow, or before its {@link #limit}. */
    public int capacity() {
        return Math.min(times.length, limit);
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size >= capacity();
    }

    /** Makes it count as full from so many rows on, however many fit; {@link Integer#MAX_VALUE} ends that. */
    public void limit(int rows) {
        limit = rows;
    }

    public void clear() {
        size = 0;
        texts = null;
    }

    /** Text of a row that is an event; null if it is none. */
    public @Nullable EventText text(int row) {
        return texts == null ? null : texts[row];
    }

    /** Gives a row its text. */
    public void text(int row, @Nullable EventText text) {
        if (texts == null) {
            if (text == null) {
                return;
            }
            texts = new EventText[times.length];
        }
        texts[row] = text;
    }

    /** Whether rows may have texts. */
    public boolean hasTexts() {
        return texts != null;
    }

    /** Declares the first {@code rows} rows as filled, by a writer that filled the arrays. */
    public void size(int rows) {
        if (rows < 0 || rows > times.length) {
            throw new IllegalArgumentException("size " + rows + " of a block of " + times.length + " rows");
        }
        size = rows;
    }

    /** Times in nanoseconds since 1970, one per row. */
    public long[] times() {
        return times;
    }

    /** Values of one channel of the block, one per row. */
    public double[] values(int channel) {
        return values[channel];
    }

    /** Values of one channel of the cursor that fills the block: the place where the cursor writes. */
    public double[] column(int cursorChannel) {
        return values[targets[cursorChannel]];
    }

    /** Makes room for at least that many rows; what is filled stays. */
    public void ensureCapacity(int rows) {
        if (rows > times.length) {
            times = Arrays.copyOf(times, rows);
            if (texts != null) {
                texts = Arrays.copyOf(texts, rows);
            }
            for (int c = 0; c < values.length; c++) {
                int filled = values[c].length;
                values[c] = Arrays.copyOf(values[c], rows);
                if (targets.length < values.length) {
                    Arrays.fill(values[c], filled, rows, NULL);
                }
            }
        }
    }

    /** Appends one row of the cursor's channels; for adapters that have rows one by one. The block must not be full. */
    public void append(long time, double[] row) {
        times[size] = time;
        for (int c = 0; c < targets.length; c++) {
            values[targets[c]][size] = row[c];
        }
        size++;
    }

    /** Appends rows {@code [from, to)} of another block of as many channels, growing if need be. */
    public void append(RowBlock other, int from, int to) {
        int rows = to - from;
        ensureCapacity(size + rows);
        System.arraycopy(other.times, from, times, size, rows);
        for (int c = 0; c < values.length; c++) {
            System.arraycopy(other.values[c], from, values[c], size, rows);
        }
        if (texts != null || other.texts != null) {
            for (int i = 0; i < rows; i++) {
                text(size + i, other.text(from + i));
            }
        }
        size += rows;
    }
}
