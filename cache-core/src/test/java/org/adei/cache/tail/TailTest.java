package org.adei.cache.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.ingest.TieOrder;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** Hundreds of random histories within the overlap, each compared with one pass over the rows as they are at its end. */
class TailTest {
    private static final int SEEDS = 600;
    private static final long S = Nanos.PER_SECOND;
    private static final List<Ladder> LADDERS =
            List.of(Ladder.ofSeconds(10, 60, 600), Ladder.ofSeconds(1), Ladder.ofSeconds(5, 15, 60, 120));

    private record Row(long time, double[] values) {}

    @Test
    void everyHistoryEndsWhereOnePassOverTheRowsEnds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new History(seed).run();
        }
    }

    @Test
    void whatIsNotChangedIsNotRewritten() {
        Tail tail = new Tail(new OpenWindows(LADDERS.get(0), 1), new Tail.Start(0, 0, 0), 60 * S);
        tail.append(block(1, new Row(S, new double[] {1}), new Row(30 * S, new double[] {2})));

        assertThat(tail.replace(block(1, new Row(S, new double[] {1}), new Row(30 * S, new double[] {2})))
                        .isEmpty())
                .isTrue();
        TailUpdate late = tail.replace(block(
                1, new Row(S, new double[] {1}), new Row(25 * S, new double[] {9}), new Row(30 * S, new double[] {2})));

        assertThat(late.rewriteFrom()).isEqualTo(25 * S);
        assertThat(late.rows().size()).isEqualTo(2);
        assertThat(late.closed().get(0).size()).isEqualTo(1);
    }

    @Test
    void rowsBeforeTheBaseAreCounted() {
        Tail tail = new Tail(new OpenWindows(LADDERS.get(0), 1), new Tail.Start(0, 7, 0), 10 * S);
        tail.append(block(1, new Row(S, new double[] {1}), new Row(30 * S, new double[] {2})));
        assertThat(tail.baseTime()).isZero();
        tail.settle();

        assertThat(tail.baseTime()).isEqualTo(20 * S);
        assertThat(tail.rowsBefore()).isEqualTo(8);
        assertThat(tail.recentRows()).isEqualTo(1);
        assertThat(tail.lastTime()).isEqualTo(30 * S);
    }

    @Test
    void aRowBeforeTheBaseIsRefused() {
        Tail tail = new Tail(new OpenWindows(LADDERS.get(0), 1), new Tail.Start(20 * S, 0, 20 * S), 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tail.replace(block(1, new Row(19 * S, new double[] {1}))));
        assertThatIllegalArgumentException().isThrownBy(() -> tail.append(block(1, new Row(19 * S, new double[] {1}))));
    }

    @Test
    void aTailThatWasRestoredWantsItsRecentRowsFirst() {
        Tail tail = new Tail(new OpenWindows(LADDERS.get(0), 1), new Tail.Start(20 * S, 0, 33 * S), 60 * S);

        assertThatIllegalStateException().isThrownBy(() -> tail.append(block(1, new Row(40 * S, new double[] {1}))));
        assertThat(tail.replace(block(1)).rewriteFrom()).isEqualTo(20 * S);
        assertThat(tail.isKnown()).isTrue();
    }

    private static RowBlock block(int channels, Row... rows) {
        RowBlock block = new RowBlock(channels, Math.max(1, rows.length));
        for (Row row : rows) {
            block.append(row.time(), row.values());
        }
        TieOrder.sort(block, block.size());
        return block;
    }

    /** One seeded history of a source, a tail that follows it and the cache that it writes. */
    private static final class History {
        private final Random random;
        private final String name;
        private final Ladder ladder;
        private final int channels;
        private final long overlap;
        private final long beginning;
        private final List<Row> source = new ArrayList<>();
        private final CacheModel cache;
        private Tail tail;
        private long clock;

        History(int seed) {
            random = new Random(seed * 0x9e37_79b9_7f4a_7c15L + 1);
            name = "seed " + seed;
            ladder = LADDERS.get(seed % LADDERS.size());
            channels = 1 + random.nextInt(3);
            overlap = random.nextInt(4) * random.nextInt(40) * S;
            beginning = (random.nextInt(20_000) - 10_000) * S + random.nextInt(3);
            clock = beginning;
            cache = new CacheModel(ladder);
            tail = new Tail(new OpenWindows(ladder, channels), new Tail.Start(beginning, 0, beginning), overlap);
        }

        void run() {
            int steps = 1 + random.nextInt(60);
            for (int step = 0; step < steps; step++) {
                changeSource();
                follow();
                if (random.nextInt(8) == 0) {
                    restart();
                }
            }
            write(tail.replace(rowsFrom(tail.baseTime())));
            RowBlock all = rowsFrom(beginning);
            OpenWindows open = new OpenWindows(ladder, channels);
            CacheModel expected = CacheModel.straight(ladder, open, all);
            assertThat(cache.text(tail.now())).as(name).isEqualTo(expected.text(open));
            assertThat(tail.rowsBefore() + tail.recentRows()).as(name).isEqualTo(all.size());
        }

        private void changeSource() {
            int rows = random.nextInt(6);
            for (int i = 0; i < rows; i++) {
                clock += random.nextInt(3) == 0 ? random.nextInt(30) * S : random.nextInt(2_000_000_000);
                source.add(row(clock));
            }
            long from = tail.baseTime();
            if (random.nextInt(3) == 0 && clock > from) {
                source.add(row(from + (long) (random.nextDouble() * (clock - from))));
            }
            if (random.nextInt(4) == 0) {
                pick().ifPresent(source::remove);
            }
            if (random.nextInt(4) == 0) {
                pick().ifPresent(row -> row.values()[random.nextInt(channels)] = value());
            }
        }

        private java.util.Optional<Row> pick() {
            List<Row> changeable =
                    source.stream().filter(row -> row.time() >= tail.baseTime()).toList();
            return changeable.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(changeable.get(random.nextInt(changeable.size())));
        }

        private void follow() {
            if (tail.isKnown() && random.nextInt(3) > 0) {
                RowBlock rows = rowsFrom(tail.position());
                int most = random.nextInt(4) == 0 ? random.nextInt(rows.size() + 1) : rows.size();
                while (most > 0 && most < rows.size() && rows.times()[most] == rows.times()[most - 1]) {
                    most++;
                }
                rows.size(most);
                write(tail.append(rows));
            } else {
                write(tail.replace(rowsFrom(tail.baseTime())));
            }
        }

        private void write(TailUpdate update) {
            cache.apply(update);
        }

        private void restart() {
            Tail.Start start = new Tail.Start(tail.baseTime(), tail.rowsBefore(), tail.position());
            tail = new Tail(CacheModel.saved(tail.base()), start, overlap);
        }

        private RowBlock rowsFrom(long time) {
            return block(
                    channels,
                    source.stream()
                            .filter(row -> row.time() >= time)
                            .sorted(java.util.Comparator.comparingLong(Row::time))
                            .map(row -> new Row(row.time(), row.values().clone()))
                            .toArray(Row[]::new));
        }

        private Row row(long time) {
            double[] values = new double[channels];
            java.util.Arrays.setAll(values, c -> value());
            return new Row(time, values);
        }

        private double value() {
            return switch (random.nextInt(12)) {
                case 0 -> RowBlock.NULL;
                case 1 -> Double.NaN;
                case 2 -> -0.0;
                case 3 -> random.nextGaussian() * 1e15;
                default -> Math.rint(random.nextGaussian() * 1e4) / 1e3;
            };
        }
    }
}
