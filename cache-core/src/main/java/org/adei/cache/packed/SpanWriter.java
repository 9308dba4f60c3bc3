package org.adei.cache.packed;

import java.util.Arrays;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;

/**
 * Codes rows or windows of a span. Buffers are recycled, so that a row costs no object; used by one thread.
 *
 * <p>A span is written in one call, or begun, given one channel after the other and finished.
 */
public final class SpanWriter {
    private final ByteOutput out = new ByteOutput();
    private final Checksum checksum = new Checksum();
    private final ValueWriter values = new ValueWriter();
    private final WindowWriter windows = new WindowWriter(values);
    private final Zipper zipper;
    private final WindowTimes windowTimes = new WindowTimes();
    private final ChannelWindows channelWindows = new ChannelWindows();
    private SpanHead head = new SpanHead(SpanKind.ROWS, 1, 0, 0, 0);
    private int columns;
    private long[] numbers = {};
    private long[] rows = {};

    public SpanWriter(Compression compression) {
        zipper = new Zipper(compression);
    }

    /** Codes rows {@code [from, to)} of a block, in order of time. */
    public byte[] rows(RowBlock block, int from, int to) {
        beginRows(block.times(), from, to, block.channels());
        for (int c = 0; c < block.channels(); c++) {
            channel(block.values(c), from);
        }
        return finish();
    }

    /** Codes windows {@code [from, to)} of a block. */
    public byte[] windows(WindowBlock block, int from, int to) {
        int n = to - from;
        windowTimes.ensureCapacity(n);
        for (int i = 0; i < n; i++) {
            windowTimes.start()[i] = block.start(from + i);
            windowTimes.rows()[i] = block.rows(from + i);
            windowTimes.gap()[i] = block.gap(from + i);
        }
        beginWindows(windowTimes, n, block.channels());
        for (int c = 0; c < block.channels(); c++) {
            channelWindows.copy(block, c, from, to);
            channel(channelWindows);
        }
        return finish();
    }

    /** Begins a span of rows with the times {@code [from, to)} of an array, none earlier than that before it. */
    public void beginRows(long[] times, int from, int to, int channels) {
        begin(new SpanHead(SpanKind.ROWS, to - from, channels, times[from], times[to - 1]));
        System.arraycopy(times, from, numbers, 0, to - from);
        ScaledNumbers.write(out, numbers, to - from, head.first());
        endColumn();
    }

    /** Begins a span of the first {@code n} windows. */
    public void beginWindows(WindowTimes times, int n, int channels) {
        begin(new SpanHead(SpanKind.WINDOWS, n, channels, times.start()[0], times.start()[n - 1]));
        System.arraycopy(times.start(), 0, numbers, 0, n);
        ScaledNumbers.write(out, numbers, n, head.first());
        WholeNumbers.write(out, times.rows(), n);
        System.arraycopy(times.gap(), 0, numbers, 0, n);
        ScaledNumbers.write(out, numbers, n, 0);
        endColumn();
        if (rows.length < n) {
            rows = new long[n];
        }
        System.arraycopy(times.rows(), 0, rows, 0, n);
    }

    /** Adds the next channel of a span of rows: values from {@code from} on, one for each row. */
    public void channel(double[] channel, int from) {
        beginColumn(SpanKind.ROWS);
        values.write(out, channel, from, head.rows());
        endColumn();
    }

    /** Adds the next channel of a span of windows. */
    public void channel(ChannelWindows channel) {
        beginColumn(SpanKind.WINDOWS);
        windows.write(out, channel, rows, head.rows());
        endColumn();
    }

    /** The bytes of the span, once all its channels are added. */
    public byte[] finish() {
        if (columns != head.channels() + 1) {
            throw new IllegalStateException("span with " + (columns - 1) + " of " + head.channels()
                    + " channels: expected all of them before its end");
        }
        out.u32At(SpanHead.entry(head.channels()), out.size);
        int end = SpanHead.entry(head.channels() + 1);
        out.u32At(end, checksum.of(SpanHead.DIRECTORY, out.bytes, SpanHead.BYTES, end));
        return Arrays.copyOf(out.bytes, out.size);
    }

    private void begin(SpanHead span) {
        head = span;
        if (numbers.length < span.rows()) {
            numbers = new long[span.rows()];
        }
        checksum.head(span);
        out.size = 0;
        span.write(out);
        out.room(span.columns() - out.size);
        out.size = span.columns();
        columns = 0;
        beginColumn(span.kind());
    }

    private void beginColumn(SpanKind kind) {
        if (head.kind() != kind || columns > head.channels()) {
            throw new IllegalStateException(
                    "span of " + head.channels() + " channels of " + head.kind() + ": expected no other and no more");
        }
        out.u32At(SpanHead.entry(columns + SpanHead.TIMES), out.size);
        out.u8(Zipper.PLAIN);
    }

    private void endColumn() {
        int column = columns + SpanHead.TIMES;
        int start = ByteInput.u32(out.bytes, SpanHead.entry(column));
        zipper.zip(out, column, start);
        out.u32(checksum.of(column, out.bytes, start, out.size));
        columns++;
    }
}
