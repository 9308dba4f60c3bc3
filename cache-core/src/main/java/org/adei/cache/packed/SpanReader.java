package org.adei.cache.packed;

import java.util.Arrays;
import org.adei.cache.source.RowBlock;

/**
 * Decodes columns of spans, each alone. Buffers are recycled; used by one thread.
 *
 * <p>Every method throws a {@link CorruptSpanException} that names the column if its bytes are not those that were
 * written; what stands in the arrays then means nothing.
 */
public final class SpanReader {
    private final ByteInput in = new ByteInput();
    private final Unzipper unzipper = new Unzipper();
    private final Checksum checksum = new Checksum();
    private final ValueReader values = new ValueReader();
    private final WindowReader windows = new WindowReader(values);
    private final Bits bits = new Bits();
    private long[] numbers = {};

    /** Times of a span of rows, to {@code at} and behind. */
    public void times(SpanHead head, Piece piece, long[] times, int at) {
        read(head, SpanHead.TIMES, piece, SpanKind.ROWS, () -> times(head, times, at));
    }

    /** Values of a channel, to {@code at} and behind; missing ones where the span does not have the channel. */
    public void values(SpanHead head, int channel, Piece piece, double[] out, int at) {
        if (channel >= head.channels()) {
            Arrays.fill(out, at, at + head.rows(), RowBlock.NULL);
            return;
        }
        read(head, channel, piece, SpanKind.ROWS, () -> values.read(in, out, at, head.rows()));
    }

    /** Starts, rows and gaps of a span of windows, to {@code at} and behind; makes room for them. */
    public void windowTimes(SpanHead head, Piece piece, WindowTimes out, int at) {
        out.ensureCapacity(at + head.rows());
        read(head, SpanHead.TIMES, piece, SpanKind.WINDOWS, () -> {
            times(head, out.start(), at);
            WholeNumbers.read(in, numbers, head.rows(), bits);
            System.arraycopy(numbers, 0, out.rows(), at, head.rows());
            ScaledNumbers.read(in, numbers, head.rows(), bits, 0);
            System.arraycopy(numbers, 0, out.gap(), at, head.rows());
        });
    }

    /**
     * Windows of a channel, to {@code at} and behind; makes room for them. Windows without values where the span does
     * not have the channel.
     *
     * @param times times of these windows, at the same place
     */
    public void windows(SpanHead head, int channel, Piece piece, WindowTimes times, ChannelWindows out, int at) {
        out.ensureCapacity(at + head.rows());
        if (channel >= head.channels()) {
            out.clear(at, at + head.rows());
            return;
        }
        read(head, channel, piece, SpanKind.WINDOWS, () -> windows.read(in, out, times.rows(), at, head.rows()));
    }

    private void times(SpanHead head, long[] times, int at) {
        int n = head.rows();
        ScaledNumbers.read(in, numbers, n, bits, head.first());
        System.arraycopy(numbers, 0, times, at, n);
        boolean ordered = times[at] == head.first() && times[at + n - 1] == head.last();
        for (int i = at + 1; i < at + n; i++) {
            ordered &= times[i] >= times[i - 1];
        }
        if (!ordered) {
            throw new DamageException("times are not in order between those of the head");
        }
    }

    private void read(SpanHead head, int column, Piece piece, SpanKind kind, Runnable reading) {
        try {
            if (head.kind() != kind) {
                throw new DamageException("it holds " + head.kind() + ", expected " + kind);
            }
            check(head, column, piece);
            unzipper.open(in, head.rows());
            if (numbers.length < head.rows()) {
                numbers = new long[head.rows()];
            }
            reading.run();
            in.expectEnd();
        } catch (DamageException e) {
            throw new CorruptSpanException(head.name(column) + " is damaged: " + e.getMessage(), e);
        }
    }

    private void check(SpanHead head, int column, Piece piece) {
        int end = piece.to() - Integer.BYTES;
        if (end <= piece.from()) {
            throw new DamageException("it has " + (piece.to() - piece.from()) + " bytes");
        }
        checksum.head(head);
        if (ByteInput.u32(piece.bytes(), end) != checksum.of(column, piece.bytes(), piece.from(), end)) {
            throw new DamageException("its checksum does not fit");
        }
        in.open(piece.bytes(), piece.from(), end);
    }
}
