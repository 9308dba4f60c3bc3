package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** Spans that are joined and cut hold the same bits as one that was written at once. */
class SpanRewriterTest {
    private final SpanWriter writer = new SpanWriter(Compression.NONE);

    @Test
    void rowsInPiecesBecomeTheSameBytesAsAtOnce() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowBlock block = rows(random, 2 + random.nextInt(800));
            List<PackedSpan> pieces = new ArrayList<>();
            for (int from = 0; from < block.size(); ) {
                int to = from + 1 + random.nextInt(block.size() - from);
                pieces.add(PackedSpan.of(writer.rows(block, from, to)));
                from = to;
            }
            SpanRewriter rewriter = new SpanRewriter(pieces);
            int cut = 1 + random.nextInt(block.size() - 1);

            List<byte[]> parts = rewriter.write(
                    List.of(new SpanWriter(Compression.NONE), new SpanWriter(Compression.NONE)),
                    List.of(new SpanRewriter.Part(0, cut), new SpanRewriter.Part(cut, block.size())));

            assertThat(parts.get(0)).isEqualTo(writer.rows(block, 0, cut));
            assertThat(parts.get(1)).isEqualTo(writer.rows(block, cut, block.size()));
            assertThat(rewriter.firstFrom(block.times()[cut])).isLessThanOrEqualTo(cut);
            assertThat(rewriter.firstFrom(Long.MAX_VALUE)).isEqualTo(block.size());
        }
    }

    @Test
    void windowsInPiecesBecomeTheSameBytesAsAtOnce() {
        for (int seed = 0; seed < 50; seed++) {
            WindowBlock windows =
                    PackedWindowsTest.aggregated(new SplittableRandom(seed)).get(0);
            int middle = windows.size() / 2;
            List<PackedSpan> pieces = new ArrayList<>();
            if (middle > 0) {
                pieces.add(PackedSpan.of(writer.windows(windows, 0, middle)));
            }
            pieces.add(PackedSpan.of(writer.windows(windows, middle, windows.size())));
            SpanRewriter.Part all = new SpanRewriter.Part(0, windows.size());

            assertThat(new SpanRewriter(pieces).write(new SpanWriter(Compression.NONE), all))
                    .isEqualTo(writer.windows(windows, 0, windows.size()));
        }
    }

    @Test
    void channelsThatCameLaterAreMissingInWhatWasBefore() {
        RowBlock before = rows(new SplittableRandom(1), 5);
        RowBlock after = new RowBlock(before.channels() + 2, 5);
        for (int i = 0; i < 5; i++) {
            double[] values = new double[after.channels()];
            java.util.Arrays.fill(values, i);
            after.append(before.times()[4] + i, values);
        }
        SpanRewriter rewriter = new SpanRewriter(
                List.of(PackedSpan.of(writer.rows(before, 0, 5)), PackedSpan.of(writer.rows(after, 0, 5))));

        PackedSpan joined = PackedSpan.of(rewriter.write(writer, new SpanRewriter.Part(0, 10)));

        double[] values = new double[10];
        new SpanReader().values(joined.head(), after.channels() - 1, joined.column(after.channels() - 1), values, 0);
        assertThat(RowBlock.isNull(values[4])).isTrue();
        assertThat(values[9]).isEqualTo(4);
    }

    private static RowBlock rows(SplittableRandom random, int rows) {
        RandomColumn[] kinds = RandomColumn.values();
        RowBlock block = new RowBlock(kinds.length, rows);
        System.arraycopy(RandomColumn.times(random, rows), 0, block.times(), 0, rows);
        for (RandomColumn kind : kinds) {
            System.arraycopy(kind.values(random, rows, 0.05, 0.02), 0, block.values(kind.ordinal()), 0, rows);
        }
        block.size(rows);
        return block;
    }
}
