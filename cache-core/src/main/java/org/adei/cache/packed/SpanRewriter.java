package org.adei.cache.packed;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins and cuts spans: takes some of one kind that follow each other and writes parts of them anew, with all their
 * bits and the channels of the one that has most. Holds one channel at a time. Used by one thread.
 */
public final class SpanRewriter {
    private final SpanReader reader = new SpanReader();
    private final List<PackedSpan> spans;
    private final SpanKind kind;
    private final int channels;
    private final int size;
    private final WindowTimes times = new WindowTimes();

    /**
     * Reads the times of the spans.
     *
     * @throws CorruptSpanException if they are damaged
     */
    public SpanRewriter(List<PackedSpan> spans) {
        this.spans = List.copyOf(spans);
        kind = spans.get(0).head().kind();
        channels = spans.stream().mapToInt(span -> span.head().channels()).max().orElse(0);
        size = spans.stream().mapToInt(span -> span.head().rows()).sum();
        times.ensureCapacity(size);
        int at = 0;
        for (PackedSpan span : this.spans) {
            if (kind == SpanKind.ROWS) {
                reader.times(span.head(), span.column(SpanHead.TIMES), times.start(), at);
            } else {
                reader.windowTimes(span.head(), span.column(SpanHead.TIMES), times, at);
            }
            at += span.head().rows();
        }
    }

    /** Rows or windows in all spans. */
    public int size() {
        return size;
    }

    /** Time of row {@code i}, or start of window {@code i}, over all spans. */
    public long time(int i) {
        return times.start()[i];
    }

    /** First row at or behind a time, or window that starts there; {@link #size} if there is none. */
    public int firstFrom(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Writes a part anew. */
    public byte[] write(SpanWriter writer, Part part) {
        return write(List.of(writer), List.of(part)).get(0);
    }

    /** Writes parts anew, each by a writer of its own. */
    public List<byte[]> write(List<SpanWriter> writers, List<Part> parts) {
        if (kind == SpanKind.ROWS) {
            writeRows(writers, parts);
        } else {
            writeWindows(writers, parts);
        }
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            written.add(writers.get(i).finish());
        }
        return written;
    }

    private void writeRows(List<SpanWriter> writers, List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            writers.get(i).beginRows(times.start(), part.from(), part.to(), channels);
        }
        double[] values = new double[size];
        for (int c = 0; c < channels; c++) {
            int at = 0;
            for (PackedSpan span : spans) {
                reader.values(span.head(), c, column(span, c), values, at);
                at += span.head().rows();
            }
            for (int i = 0; i < parts.size(); i++) {
                writers.get(i).channel(values, parts.get(i).from());
            }
        }
    }

    private void writeWindows(List<SpanWriter> writers, List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            writers.get(i).beginWindows(times.part(part), part.to() - part.from(), channels);
        }
        ChannelWindows windows = new ChannelWindows();
        for (int c = 0; c < channels; c++) {
            int at = 0;
            for (PackedSpan span : spans) {
                reader.windows(span.head(), c, column(span, c), times, windows, at);
                at += span.head().rows();
            }
            for (int i = 0; i < parts.size(); i++) {
                writers.get(i).channel(windows.part(parts.get(i)));
            }
        }
    }

    private static Piece column(PackedSpan span, int channel) {
        return channel < span.head().channels() ? span.column(channel) : Piece.NONE;
    }

    /**
     * Some of the rows or windows.
     *
     * @param from the first of them
     * @param to behind the last, more than {@code from}
     */
    public record Part(int from, int to) {
        public Part {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("part from " + from + " to " + to + ": expected at least one");
            }
        }
    }
}
