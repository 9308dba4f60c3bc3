package org.adei.cache.packed;

import java.util.Arrays;

/** What windows in order of time have in common for all channels. Recycled; owned by one thread. */
public final class WindowTimes {
    private long[] start = {};
    private long[] rows = {};
    private long[] gap = {};

    /** Starts, nanoseconds since 1970. */
    public long[] start() {
        return start;
    }

    /** Rows of the source in each window. */
    public long[] rows() {
        return rows;
    }

    /** Greatest gap of each window in nanoseconds, edges included. */
    public long[] gap() {
        return gap;
    }

    WindowTimes part(SpanRewriter.Part part) {
        WindowTimes copy = new WindowTimes();
        copy.start = Arrays.copyOfRange(start, part.from(), part.to());
        copy.rows = Arrays.copyOfRange(rows, part.from(), part.to());
        copy.gap = Arrays.copyOfRange(gap, part.from(), part.to());
        return copy;
    }

    /** Makes room for so many windows; what is filled stays. */
    public void ensureCapacity(int windows) {
        if (start.length < windows) {
            start = Arrays.copyOf(start, windows);
            rows = Arrays.copyOf(rows, windows);
            gap = Arrays.copyOf(gap, windows);
        }
    }
}
