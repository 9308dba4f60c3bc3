package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows come back out of a span with every bit. */
class PackedRowsTest {
    private static final double[] SHARES = {0, 0, 0.001, 0.1, 0.9};
    private final SpanReader reader = new SpanReader();

    @ParameterizedTest
    @EnumSource
    void everyKindOfColumnComesBackWithAllBits(RandomColumn kind) {
        SpanWriter writer = new SpanWriter(Compression.NONE);
        SpanWriter zipping = new SpanWriter(new Compression(1, 5));
        for (int seed = 0; seed < 60; seed++) {
            RowBlock block = block(new SplittableRandom(seed * 31L + kind.ordinal()), kind, 2);
            assertRows(writer.rows(block, 0, block.size()), block, 0, block.size());
            assertRows(zipping.rows(block, 0, block.size()), block, 0, block.size());
        }
    }

    @Test
    void partsOfBlocksWithColumnsOfAllKindsComeBack() {
        SpanWriter writer = new SpanWriter(Compression.NONE);
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomColumn[] kinds = RandomColumn.values();
            RowBlock block = block(random, kinds[random.nextInt(kinds.length)], 0);
            int rows = block.size();
            RowBlock mixed = new RowBlock(kinds.length, rows);
            System.arraycopy(block.times(), 0, mixed.times(), 0, rows);
            for (RandomColumn kind : kinds) {
                double share = SHARES[random.nextInt(SHARES.length)];
                System.arraycopy(kind.values(random, rows, share, 0.01), 0, mixed.values(kind.ordinal()), 0, rows);
            }
            mixed.size(rows);
            int from = random.nextInt(rows);
            int to = from + 1 + random.nextInt(rows - from);
            assertRows(writer.rows(mixed, from, to), mixed, from, to);
        }
    }

    private static RowBlock block(SplittableRandom random, RandomColumn kind, int channels) {
        int[] sizes = {1, 2, 3, 127, 128, 129, 130, 257, 600, 1 + random.nextInt(5000)};
        int rows = sizes[random.nextInt(sizes.length)];
        RowBlock block = new RowBlock(channels, rows);
        System.arraycopy(RandomColumn.times(random, rows), 0, block.times(), 0, rows);
        for (int c = 0; c < channels; c++) {
            double missing = SHARES[random.nextInt(SHARES.length)];
            double special = SHARES[random.nextInt(SHARES.length)];
            System.arraycopy(kind.values(random, rows, missing, special), 0, block.values(c), 0, rows);
        }
        block.size(rows);
        return block;
    }

    private void assertRows(byte[] bytes, RowBlock block, int from, int to) {
        PackedSpan span = PackedSpan.of(bytes);
        assertThat(span.head())
                .isEqualTo(new SpanHead(
                        SpanKind.ROWS, to - from, block.channels(), block.times()[from], block.times()[to - 1]));
        long[] times = new long[to - from];
        reader.times(span.head(), span.column(SpanHead.TIMES), times, 0);
        assertThat(times).isEqualTo(Arrays.copyOfRange(block.times(), from, to));
        for (int c = 0; c < block.channels(); c++) {
            double[] values = new double[to - from + 3];
            Piece piece = span.column(c);
            byte[] alone = Arrays.copyOfRange(bytes, piece.from(), piece.to());
            reader.values(span.head(), c, new Piece(alone), values, 2);
            assertBits(values, 2, block.values(c), from, to - from);
        }
    }

    private static void assertBits(double[] actual, int at, double[] expected, int from, int n) {
        for (int i = 0; i < n; i++) {
            assertThat(Double.doubleToRawLongBits(actual[at + i]))
                    .isEqualTo(Double.doubleToRawLongBits(expected[from + i]));
        }
    }

    @Test
    void aChannelThatCameLaterIsMissing() {
        RowBlock block = block(new SplittableRandom(1), RandomColumn.WALK, 1);
        PackedSpan span = PackedSpan.of(new SpanWriter(Compression.NONE).rows(block, 0, block.size()));
        double[] values = new double[block.size()];
        reader.values(span.head(), 7, new Piece(new byte[0]), values, 0);
        assertThat(Arrays.stream(values).allMatch(RowBlock::isNull)).isTrue();
    }

    @Test
    void fiveThousandChannelsFitASpan() {
        RowBlock block = new RowBlock(5000, 50);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            block.times()[i] = i * 1_000_000_000L;
        }
        for (int c = 0; c < 5000; c++) {
            RandomColumn kind = RandomColumn.values()[c % RandomColumn.values().length];
            System.arraycopy(kind.values(random, 50, 0.01, 0.01), 0, block.values(c), 0, 50);
        }
        block.size(50);
        assertRows(new SpanWriter(Compression.NONE).rows(block, 0, 50), block, 0, 50);
    }

    @Test
    void dataOfKnownKindsTakeFewBytes() {
        assertThat(bytesPerValue(RandomColumn.DECIMAL_WALK)).isLessThan(1.5);
        assertThat(bytesPerValue(RandomColumn.CONSTANT)).isLessThan(0.03);
        assertThat(bytesPerValue(RandomColumn.HELD)).isLessThan(0.35);
        assertThat(bytesPerValue(RandomColumn.TWICE)).isLessThan(4.2);
        assertThat(bytesPerValue(RandomColumn.SWITCH)).isLessThan(0.3);
        assertThat(bytesPerValue(RandomColumn.CALIBRATED)).isLessThan(1.5);
        assertThat(bytesPerValue(RandomColumn.DECIMAL_FLOATS)).isLessThan(2.3);
        assertThat(bytesPerValue(RandomColumn.FIXED_POINT)).isLessThan(2.5);
        assertThat(bytesPerValue(RandomColumn.FLOATS)).isLessThan(3.6);
        assertThat(bytesPerValue(RandomColumn.WALK)).isLessThan(7.2);
        assertThat(bytesPerValue(RandomColumn.ANY_BITS)).isLessThan(8.03);
    }

    private static double bytesPerValue(RandomColumn kind) {
        int n = 3600;
        RowBlock block = new RowBlock(1, n);
        System.arraycopy(kind.values(new SplittableRandom(3), n, 0, 0), 0, block.values(0), 0, n);
        for (int i = 0; i < n; i++) {
            block.times()[i] = i * 1_000_000_000L;
        }
        block.size(n);
        byte[] bytes = new SpanWriter(Compression.NONE).rows(block, 0, n);
        return bytes.length / (double) n;
    }
}
