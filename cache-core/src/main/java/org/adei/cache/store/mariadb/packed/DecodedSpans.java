package org.adei.cache.store.mariadb.packed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.adei.cache.store.WindowSeries;
import org.jspecify.annotations.Nullable;

/**
 * Columns of windows that were decoded lately, found by what they were decoded from: a span that was written again has
 * another version, so nothing has to be told of changes. Bounded by bytes; thread-safe.
 */
final class DecodedSpans {
    private static final long MOST_BYTES = 64L << 20;
    private static final int SHARE_OF_HEAP = 16;
    private static final int ENTRY_BYTES = 150;

    /** A reading that needs more than this part of the bytes would only push out what others look at. */
    private static final int READING_SHARE = 4;

    private final long bytes;
    private final Cache<Key, Column> columns;

    /** Makes a store of at most so many bytes, about. */
    DecodedSpans(long bytes) {
        this.bytes = bytes;
        this.columns = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Column column) -> ENTRY_BYTES + column.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** A sixteenth of the heap, at most 64 MiB. */
    static DecodedSpans ofHeap() {
        return new DecodedSpans(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** Whether that many windows of that many channels are worth remembering. */
    boolean suits(long windows, int channels) {
        return windows * (Times.WINDOW_BYTES + (long) channels * Values.WINDOW_BYTES) < bytes / READING_SHARE;
    }

    @Nullable
    Times times(Key span) {
        return columns.getIfPresent(span) instanceof Times times ? times : null;
    }

    WindowSeries.@Nullable Channel values(Key column) {
        return columns.getIfPresent(column) instanceof Values values ? values.channel() : null;
    }

    void put(Key span, Times times) {
        columns.put(span, times);
    }

    void put(Key column, WindowSeries.Channel channel) {
        columns.put(column, new Values(channel));
    }

    /**
     * What a column is known by.
     *
     * @param span the bytes it was decoded from
     * @param column a channel's position, or {@link org.adei.cache.packed.SpanHead#TIMES}
     */
    record Key(Version span, int column) {}

    /**
     * The bytes of a span.
     *
     * @param group number of the group
     * @param level length of the windows in seconds
     * @param from start of the first window
     * @param version checksum of the bytes
     */
    record Version(long group, int level, long from, long version) {
        /** Whether the program that wrote it knew of versions. */
        boolean isKnown() {
            return version != 0;
        }

        Key column(int column) {
            return new Key(this, column);
        }
    }

    /** Something decoded. */
    private sealed interface Column permits Times, Values {
        int bytes();
    }

    /**
     * What all channels share.
     *
     * @param start starts, nanoseconds since 1970
     * @param rows rows of the source in each window
     * @param missing greatest gaps in whole seconds
     */
    record Times(long[] start, long[] rows, int[] missing) implements Column {
        static final int WINDOW_BYTES = 2 * Long.BYTES + Integer.BYTES;

        @Override
        public int bytes() {
            return start.length * WINDOW_BYTES;
        }
    }

    private record Values(WindowSeries.Channel channel) implements Column {
        static final int WINDOW_BYTES = 5 * Long.BYTES;

        @Override
        public int bytes() {
            return channel.valid().length * WINDOW_BYTES;
        }
    }
}
