package org.adei.cache.store;

import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.row;
import static org.adei.cache.store.Blocks.same;
import static org.adei.cache.store.Blocks.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** What is written is read back, bit for bit. */
interface RoundTripContract extends StoreFixture {
    @Test
    default void rowsAndWindowsComeBackBitForBit() {
        CachedGroup group = group(3);
        Claim claim = claim(group, slice(-2, 2));
        try (Work work = new Work(store(), claim)) {
            RowBlock first = Blocks.seconds(3, slice(-2, 0));
            RowBlock second = Blocks.seconds(3, slice(0, 2));
            work.write(first, 0).finish(second);

            RowBlock rows = new RowBlock(3, 1);
            rows.append(first, 0, first.size());
            rows.append(second, 0, second.size());
            same(read(store(), group, Interval.ALL, all(group)), rows);
            for (int level = 0; level < LADDER.size(); level++) {
                same(windows(store(), group, LADDER.levels().get(level)), work.windows(level));
            }
        }
    }

    @Test
    default void everyKindOfNumberComesBack() {
        CachedGroup group = group(8);
        RowBlock rows = row(
                5 * S,
                1e-300,
                -0.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                RowBlock.NULL);
        rows.append(row(6 * S, 0.1, 0.0, -Double.MAX_VALUE, 1.0 / 3, 2, RowBlock.NULL, 1e300, Double.NaN), 0, 1);
        rows.append(row(7 * S, RowBlock.NULL, RowBlock.NULL, 1, 1, 1, 1, 1, 1), 0, 1);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            work.finish(rows);

            same(read(store(), group, Interval.ALL, all(group)), rows);
            for (int level = 0; level < LADDER.size(); level++) {
                same(windows(store(), group, LADDER.levels().get(level)), work.windows(level));
            }
        }
    }

    @Test
    default void timesFarAwayComeBack() {
        CachedGroup group = group(1);
        RowBlock expected = new RowBlock(1, 8);
        for (String time : List.of(
                "1680-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2038-01-19T03:14:08Z",
                "2100-02-28T12:00:00Z",
                "2259-12-31T23:00:00Z")) {
            long nanos = Nanos.of(Instant.parse(time));
            Level coarsest = LADDER.coarsest();
            Claim claim = claim(group, new Interval(coarsest.floor(nanos), coarsest.floor(nanos) + EDGE));
            try (Work work = new Work(store(), claim)) {
                work.finish(row(nanos, 1.5));
            }
            store().coverage().release(claim);
            expected.append(row(nanos, 1.5), 0, 1);
        }
        same(read(store(), group, Interval.ALL, 0), expected);
        assertThat(windows(store(), group, LADDER.finest()).size()).isEqualTo(5);
    }

    @Test
    default void rowsOfOneTimeKeepTheirOrder() {
        CachedGroup group = group(1);
        RowBlock rows = row(10 * S, 3);
        rows.append(row(10 * S, 1), 0, 1);
        rows.append(row(10 * S, RowBlock.NULL), 0, 1);
        rows.append(row(11 * S, 2), 0, 1);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            work.finish(rows);
        }
        same(read(store(), group, Interval.ALL, 0), rows);
    }

    @Test
    default void fractionsMayComeInTheMiddleOfARun() {
        CachedGroup group = group(2);
        RowBlock expected = new RowBlock(2, 8);
        try (Work work = new Work(store(), claim(group, slice(-1, 1)))) {
            for (long time :
                    new long[] {-9 * S, -8 * S, -7 * S - 1, -7 * S, 2 * S, 3 * S + 999_999_999, 4 * S, 5 * S}) {
                RowBlock row = row(time, time, RowBlock.NULL);
                expected.append(row, 0, 1);
                work.write(row, time + 1);
            }
        }
        same(read(store(), group, Interval.ALL, 0, 1), expected);
    }

    @Test
    default void anIntervalMayBeginAndEndInsideOfASecond() {
        CachedGroup group = group(1);
        RowBlock rows = row(10 * S + 1, 1);
        rows.append(row(10 * S + 2, 2), 0, 1);
        rows.append(row(10 * S + 3, 3), 0, 1);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            work.finish(rows);
        }
        same(read(store(), group, new Interval(10 * S + 2, 10 * S + 3), 0), row(10 * S + 2, 2));
    }

    @Test
    default void channelsAreReadInTheOrderAskedFor() {
        CachedGroup group = group(3);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            work.finish(row(S, 1, Double.NaN, 3));
        }
        same(read(store(), group, Interval.ALL, 2, 1), row(S, 3, Double.NaN));
        WindowSeries windows = store().reader().windows(group, LADDER.finest(), Interval.ALL, new int[] {2, 1}, 10);
        assertThat(windows.channels()[0].mean()[0]).isEqualTo(3);
        assertThat(windows.channels()[1].nonFinite()[0]).isEqualTo(1);
    }

    @Test
    default void windowsAreReadUpToTheLimit() {
        CachedGroup group = group(1);
        cache(group, slice(0, 1));
        Interval second = new Interval(10 * S, EDGE);

        WindowSeries windows = store().reader().windows(group, LADDER.finest(), second, new int[] {0}, 7);

        assertThat(windows.size()).isEqualTo(7);
        assertThat(windows.start()[0]).isEqualTo(10 * S);
    }

    @Test
    default void aBatchWithoutRowsMovesTheCoverage() {
        CachedGroup group = group(2);
        Claim claim = claim(group, slice(0, 1));
        try (Work work = new Work(store(), claim)) {
            work.write(Blocks.none(2), 100 * S).finish(Blocks.none(2));
        }
        assertThat(covered(group)).containsExactly(slice(0, 1));
        assertThat(windows(store(), group, LADDER.finest()).size()).isZero();
    }

    @Test
    default void openWindowsGoOnInTheNextClaim() {
        CachedGroup group = group(2);
        RowBlock rows = Blocks.seconds(2, slice(0, 1));
        RowBlock head = new RowBlock(2, 1);
        head.append(rows, 0, 333);
        RowBlock tail = new RowBlock(2, 1);
        tail.append(rows, 333, rows.size());
        Claim first = claim(group, new Interval(0, 333 * S));
        try (Work work = new Work(store(), first)) {
            work.write(head, 333 * S - 5);
        }
        assertThat(store().reader().openState(group)).isPresent();
        store().coverage().release(first);
        Claim second = claim(group, new Interval(333 * S - 5, EDGE));
        assertThat(store().reader().openState(group)).isPresent();
        try (Work work = new Work(store(), second)) {
            work.finish(tail);
        }
        store().coverage().release(second);

        assertThat(store().reader().openState(group)).isEmpty();
        assertThat(covered(group)).containsExactly(slice(0, 1));
        CachedGroup whole = group(new org.adei.cache.model.GroupId("srv", "db", "whole"), 2);
        try (Work work = new Work(store(), claim(whole, slice(0, 1)))) {
            work.finish(rows);
            for (int level = 0; level < LADDER.size(); level++) {
                same(windows(store(), group, LADDER.levels().get(level)), work.windows(level));
            }
        }
    }

    @Test
    default void groupsWithoutRawRowsHaveWindowsOnly() {
        CachedGroup group = store().catalogue()
                .register(source(ID, names(2)), LADDER, false)
                .group();
        cache(group, slice(0, 1));

        assertThat(read(store(), group, Interval.ALL, 0, 1).size()).isZero();
        assertThat(windows(store(), group, LADDER.finest()).size()).isEqualTo(60);
        store().coverage().forget(group, slice(0, 1));
        assertThat(windows(store(), group, LADDER.finest()).size()).isZero();
    }

    @Test
    default void aGroupWithoutChannelsKeepsTimes() {
        CachedGroup group = group(0);
        cache(group, slice(0, 1));

        assertThat(read(store(), group, Interval.ALL).size()).isEqualTo(600);
        assertThat(windows(store(), group, LADDER.coarsest()).rows()).containsExactly(600);
    }

    @Test
    default void aThousandChannelsComeBackBitForBit() {
        CachedGroup group = group(1_000);
        Interval minute = new Interval(0, 60 * S);
        RowBlock rows = Blocks.seconds(1_000, minute);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            work.write(rows, 60 * S).finish(Blocks.none(1_000));

            same(read(store(), group, Interval.ALL, all(group)), rows);
            for (int level = 0; level < LADDER.size(); level++) {
                same(windows(store(), group, LADDER.levels().get(level)), work.windows(level));
            }
        }
        assertThat(read(store(), group, Interval.ALL, 999, 0).size()).isEqualTo(60);
    }

    @Test
    default void sizesCountRowsAndWindows() {
        CachedGroup group = group(2);
        cache(group, slice(0, 2));

        var sizes = store().reader().sizes(group);

        assertThat(sizes.keySet()).containsExactlyInAnyOrder(0, 10, 60, 600);
        assertThat(sizes.get(0).entries()).isEqualTo(1_200);
        assertThat(sizes.get(60).entries()).isEqualTo(20);
        assertThat(sizes.get(600).bytes()).isPositive();
    }

    @Test
    default void rejectedRowsAreKeptOnceHoweverOftenTheyAreRead() {
        CachedGroup group = group(1);
        Claim claim = claim(group, slice(0, 1));
        try (Work work = new Work(store(), claim)) {
            work.rejecting("log.csv:7", "text").write(Blocks.none(1), S);
            work.rejecting("log.csv:9", "no time").write(Blocks.none(1), 2 * S);
            work.rejecting("log.csv:7", "text again").finish(Blocks.none(1));
        }
        assertThat(store().reader().rejected(group, 10))
                .containsExactly(
                        new Batch.RejectedRow("log.csv:7", "text again"),
                        new Batch.RejectedRow("log.csv:9", "no time"));
        assertThat(store().reader().rejected(group, 1)).hasSize(1);
    }

    @Test
    default void aBatchThatWasCommittedIsNotWrittenTwice() {
        CachedGroup group = group(1);
        try (Work work = new Work(store(), claim(group, slice(0, 1)))) {
            Batch batch = work.batch(row(S, 1), 2 * S);
            work.write(batch);
            assertThatThrownBy(() -> work.write(batch)).isInstanceOf(IllegalArgumentException.class);
        }
        same(read(store(), group, Interval.ALL, 0), row(S, 1));
    }
}
