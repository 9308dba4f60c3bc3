package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** Windows come back out of a span with every bit. */
class PackedWindowsTest {
    private static final double[] SHARES = {0, 0, 0.001, 0.1, 0.9};
    private final SpanReader reader = new SpanReader();
    private final SpanWriter writer = new SpanWriter(Compression.NONE);
    private final SpanWriter zipping = new SpanWriter(new Compression(3, 1));

    @Test
    void windowsOfRowsOfAllKindsComeBackWithAllBits() {
        for (int seed = 0; seed < 300; seed++) {
            for (WindowBlock windows : aggregated(new SplittableRandom(seed))) {
                if (windows.size() > 0) {
                    assertWindows(writer.windows(windows, 0, windows.size()), windows, 0, windows.size());
                    int from = windows.size() / 3;
                    assertWindows(zipping.windows(windows, from, windows.size()), windows, from, windows.size());
                }
            }
        }
    }

    static List<WindowBlock> aggregated(SplittableRandom random) {
        int rows = 1 + random.nextInt(4000);
        RandomColumn[] kinds = RandomColumn.values();
        RowBlock block = new RowBlock(kinds.length, rows);
        System.arraycopy(RandomColumn.times(random, rows), 0, block.times(), 0, rows);
        for (RandomColumn kind : kinds) {
            double missing = SHARES[random.nextInt(SHARES.length)];
            double special = SHARES[random.nextInt(SHARES.length)];
            System.arraycopy(kind.values(random, rows, missing, special), 0, block.values(kind.ordinal()), 0, rows);
        }
        block.size(rows);
        Ladder ladder = Ladder.ofSeconds(1, 10, 60, 3600);
        Aggregator aggregator = new Aggregator(new OpenWindows(ladder, kinds.length));
        List<WindowBlock> closed = ladder.levels().stream()
                .map(level -> new WindowBlock(level, kinds.length))
                .toList();
        aggregator.add(block, rows, closed);
        aggregator.closeUntil(Long.MAX_VALUE, closed);
        return closed;
    }

    private void assertWindows(byte[] bytes, WindowBlock windows, int from, int to) {
        PackedSpan span = PackedSpan.of(bytes);
        int n = to - from;
        assertThat(span.head())
                .isEqualTo(new SpanHead(
                        SpanKind.WINDOWS, n, windows.channels(), windows.start(from), windows.start(to - 1)));
        WindowTimes times = new WindowTimes();
        reader.windowTimes(span.head(), span.column(SpanHead.TIMES), times, 1);
        for (int i = 0; i < n; i++) {
            assertThat(times.start()[i + 1]).isEqualTo(windows.start(from + i));
            assertThat(times.rows()[i + 1]).isEqualTo(windows.rows(from + i));
            assertThat(times.gap()[i + 1]).isEqualTo(windows.gap(from + i));
        }
        ChannelWindows out = new ChannelWindows();
        for (int c = 0; c < windows.channels(); c++) {
            reader.windows(span.head(), c, span.column(c), times, out, 1);
            for (int i = 0; i < n; i++) {
                assertThat(out.valid()[i + 1]).isEqualTo(windows.valid(c, from + i));
                assertThat(out.nonFinite()[i + 1]).isEqualTo(windows.nonFinite(c, from + i));
                assertBits(out.min()[i + 1], windows.min(c, from + i));
                assertBits(out.max()[i + 1], windows.max(c, from + i));
                assertBits(out.sum()[i + 1], windows.sum(c, from + i));
                assertBits(out.rest()[i + 1], windows.rest(c, from + i));
            }
        }
        reader.windows(span.head(), windows.channels(), new Piece(new byte[0]), times, out, 0);
        assertThat(out.valid()[0]).isZero();
        assertThat(out.min()[0]).isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static void assertBits(double actual, double expected) {
        assertThat(Double.doubleToRawLongBits(actual)).isEqualTo(Double.doubleToRawLongBits(expected));
    }
}
