package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** Damaged bytes are found and named; they never give a value, run for long or take much memory. */
class CorruptSpanTest {
    private final SpanReader reader = new SpanReader();

    @Test
    void everySingleBitThatIsWrongIsFound() {
        for (byte[] good : new byte[][] {rows(3, 40), windows(5)}) {
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatThrownBy(() -> readAll(bad))
                        .as("bit %d of %d bytes", bit, good.length)
                        .isInstanceOf(CorruptSpanException.class)
                        .hasMessageContaining(" of a packed span")
                        .hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void everyTruncationIsFound() {
        byte[] good = rows(2, 30);
        for (int length = 0; length < good.length; length++) {
            byte[] bad = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> readAll(bad)).isInstanceOf(CorruptSpanException.class);
        }
    }

    @Test
    void aColumnDoesNotPassForAnother() {
        PackedSpan span = PackedSpan.of(rows(3, 40));
        PackedSpan other = PackedSpan.of(rows(3, 41));
        double[] values = new double[41];
        assertThatThrownBy(() -> reader.values(span.head(), 0, span.column(1), values, 0))
                .isInstanceOf(CorruptSpanException.class)
                .hasMessageContaining("the column of channel 0 of a packed span of 40 rows from 1970-01-01T00:00:00Z")
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> reader.values(span.head(), 0, other.column(0), values, 0))
                .isInstanceOf(CorruptSpanException.class);
        assertThatThrownBy(() -> reader.times(span.head(), span.column(0), new long[40], 0))
                .isInstanceOf(CorruptSpanException.class)
                .hasMessageContaining("the column of times");
    }

    @Test
    void nonsenseWithAGoodChecksumEndsWithAValueOrAnException() {
        int survived = 0;
        for (int seed = 0; seed < 40_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PackedSpan span = PackedSpan.of(seed % 2 == 0 ? rows(4, 300) : windows(3));
            int column = random.nextInt(SpanHead.TIMES, span.head().channels());
            byte[] bytes = forged(span, column, random);
            try {
                readColumn(span.head(), column, new Piece(bytes));
                survived++;
            } catch (CorruptSpanException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        assertThat(survived).isBetween(1, 39_999);
    }

    private static byte[] forged(PackedSpan span, int column, SplittableRandom random) {
        Piece piece = span.column(column);
        byte[] bytes = java.util.Arrays.copyOfRange(piece.bytes(), piece.from(), piece.to());
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int most = Math.min(bytes.length - 4, random.nextBoolean() ? 12 : Integer.MAX_VALUE);
            bytes[random.nextInt(most)] = (byte) random.nextInt();
        }
        Checksum checksum = new Checksum();
        checksum.head(span.head());
        ByteOutput end = new ByteOutput();
        end.u32(checksum.of(column, bytes, 0, bytes.length - 4));
        System.arraycopy(end.bytes, 0, bytes, bytes.length - 4, 4);
        return bytes;
    }

    private static byte[] rows(int channels, int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        RowBlock block = new RowBlock(channels, rows);
        RandomColumn[] kinds = {
            RandomColumn.DECIMAL_WALK, RandomColumn.CALIBRATED, RandomColumn.SPIKES, RandomColumn.HELD
        };
        for (int i = 0; i < rows; i++) {
            block.times()[i] = i * 1_000_000_000L;
        }
        for (int c = 0; c < channels; c++) {
            System.arraycopy(kinds[c].values(random, rows, 0.02, 0.02), 0, block.values(c), 0, rows);
        }
        block.size(rows);
        return new SpanWriter(new Compression(1, 1)).rows(block, 0, rows);
    }

    private static byte[] windows(int seed) {
        WindowBlock windows =
                PackedWindowsTest.aggregated(new SplittableRandom(seed)).get(1);
        return new SpanWriter(Compression.NONE).windows(windows, 0, Math.min(windows.size(), 20));
    }

    private void readAll(byte[] bytes) {
        PackedSpan span = PackedSpan.of(bytes);
        for (int column = SpanHead.TIMES; column < span.head().channels(); column++) {
            readColumn(span.head(), column, span.column(column));
        }
    }

    private void readColumn(SpanHead head, int column, Piece piece) {
        int n = head.rows();
        WindowTimes times = new WindowTimes();
        if (head.kind() == SpanKind.WINDOWS && column == SpanHead.TIMES) {
            reader.windowTimes(head, piece, times, 0);
        } else if (head.kind() == SpanKind.WINDOWS) {
            times.ensureCapacity(n);
            reader.windows(head, column, piece, times, new ChannelWindows(), 0);
        } else if (column == SpanHead.TIMES) {
            reader.times(head, piece, new long[n], 0);
        } else {
            reader.values(head, column, piece, new double[n], 0);
        }
    }
}
