package org.adei.cache.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.testkit.oracle.OracleChannel;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.adei.cache.testkit.rows.RandomRows;
import org.adei.cache.testkit.rows.Rows;
import org.junit.jupiter.api.Test;

/** Hundreds of random sources, cut at random and saved and restored at random, against the naive oracle. */
class AggregatorTest {
    private static final int SEEDS = 500;
    private static final List<Ladder> LADDERS =
            List.of(Ladder.DEFAULT, Ladder.ofSeconds(1), Ladder.ofSeconds(7, 14, 84), Ladder.ofSeconds(10, 60, 600));

    @Test
    void windowsOfRandomSourcesEqualTheOracle() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Ladder ladder = LADDERS.get(seed % LADDERS.size());
            int[] seconds = ladder.levels().stream().mapToInt(Level::seconds).toArray();
            Rows rows = RandomRows.of(seed)
                    .over(ladder.levels().stream().map(Level::seconds).toList())
                    .rows();

            List<List<WindowBlock>> found = aggregate(rows, ladder, new Random(seed));

            for (int k = 0; k < ladder.size(); k++) {
                compare("seed " + seed, rows.windows(seconds[k]), found.get(k));
            }
        }
    }

    @Test
    void everyBitOfAMeanIsThatOfTheRowsAlone() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Ladder ladder = LADDERS.get(seed % LADDERS.size());
            Rows rows = RandomRows.of(seed)
                    .over(ladder.levels().stream().map(Level::seconds).toList())
                    .rows();
            assertThat(means(aggregate(rows, ladder, new Random(seed))))
                    .as("seed " + seed)
                    .isEqualTo(means(aggregate(rows, ladder, new Random(~seed))));
        }
    }

    private static List<List<Long>> means(List<List<WindowBlock>> found) {
        List<List<Long>> means = new ArrayList<>();
        for (List<WindowBlock> level : found) {
            List<Long> bits = new ArrayList<>();
            for (WindowBlock block : level) {
                for (int i = 0; i < block.size(); i++) {
                    for (int c = 0; c < block.channels(); c++) {
                        bits.add(Double.doubleToRawLongBits(block.valid(c, i) > 0 ? block.mean(c, i) : 0));
                    }
                }
            }
            means.add(bits);
        }
        return means;
    }

    /** Windows per level: the closed ones of each piece, the open ones last. */
    private static List<List<WindowBlock>> aggregate(Rows rows, Ladder ladder, Random random) {
        int channels = rows.channels();
        List<List<WindowBlock>> found = new ArrayList<>();
        ladder.levels().forEach(level -> found.add(new ArrayList<>()));
        OpenWindows state = new OpenWindows(ladder, channels);
        int next = 0;
        while (next < rows.size()) {
            int until = Math.min(rows.size(), next + 1 + random.nextInt(500));
            RowBlock block = new RowBlock(channels, until - next);
            for (; next < until; next++) {
                double[] row = new double[channels];
                for (int c = 0; c < channels; c++) {
                    row[c] = rows.nulls()[c][next] ? RowBlock.NULL : rows.values()[c][next];
                }
                block.append(rows.times()[next], row);
            }
            List<WindowBlock> closed = ladder.levels().stream()
                    .map(level -> new WindowBlock(level, channels))
                    .toList();
            new Aggregator(state).add(block, block.size(), closed);
            for (int k = 0; k < ladder.size(); k++) {
                found.get(k).add(closed.get(k));
            }
            if (random.nextBoolean()) {
                state = OpenWindowsCodec.decode(ladder, channels, OpenWindowsCodec.encode(state));
            }
        }
        List<WindowBlock> open = state.current();
        for (int k = 0; k < ladder.size(); k++) {
            found.get(k).add(open.get(k));
        }
        return found;
    }

    private static void compare(String seed, List<OracleWindow> expected, List<WindowBlock> found) {
        int next = 0;
        for (WindowBlock block : found) {
            for (int i = 0; i < block.size(); i++) {
                OracleWindow window = expected.get(next++);
                String name = seed + ", window of " + block.level() + " at " + window.start();
                assertThat(block.start(i)).as(name).isEqualTo(window.start());
                assertThat(block.rows(i)).as(name).isEqualTo(window.rows());
                assertThat(block.gap(i)).as(name).isEqualTo(window.gapNanos());
                for (int c = 0; c < block.channels(); c++) {
                    OracleChannel channel = window.channel(c);
                    assertThat(block.valid(c, i)).as(name).isEqualTo(channel.valid());
                    assertThat(block.nonFinite(c, i)).as(name).isEqualTo(channel.nonFinite());
                    if (channel.valid() > 0) {
                        assertThat(block.min(c, i)).as(name).isEqualTo(channel.min());
                        assertThat(block.max(c, i)).as(name).isEqualTo(channel.max());
                        assertThat(channel.exact().agrees(block.mean(c, i)))
                                .as(name)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(next).as(seed).isEqualTo(expected.size());
    }
}
