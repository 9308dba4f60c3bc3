package org.adei.cache.store;

import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.same;
import static org.adei.cache.store.Blocks.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** What is forgotten is gone at every level, and nothing else is. */
interface ForgetContract extends StoreFixture {
    @Test
    default void anIntervalIsWidenedToTheCoarsestWindows() {
        CachedGroup group = group(2);
        cache(group, slice(0, 5));

        Interval forgotten = store().coverage().forget(group, new Interval(2 * EDGE + 5, 2 * EDGE + 6));

        assertThat(forgotten).isEqualTo(slice(2, 3));
        assertThat(store().coverage().spans(group))
                .containsExactly(
                        new Span(slice(0, 2), 2 * EDGE, false, false, 1_200),
                        new Span(slice(3, 5), 5 * EDGE, false, false, 1_200));
        assertThat(read(store(), group, forgotten, 0).size()).isZero();
        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(2_400);
        for (Level level : LADDER.levels()) {
            long inside = java.util.Arrays.stream(windows(store(), group, level).start())
                    .filter(forgotten::contains)
                    .count();
            assertThat(inside).isZero();
            assertThat(windows(store(), group, level).size()).isEqualTo((int) (4 * EDGE / level.nanos()));
        }
    }

    @Test
    default void whatIsForgottenIsCachedAnewAndIsTheSame() {
        CachedGroup group = group(3);
        List<String> before = new java.util.ArrayList<>();
        RowBlock rows = cache(group, slice(0, 4));
        LADDER.levels().forEach(level -> before.add(sums(group, level)));

        store().coverage().forget(group, slice(1, 3));
        Claim claim = claim(group, slice(1, 3));
        RowBlock middle = new RowBlock(3, 1);
        middle.append(rows, 600, 1_800);
        try (Work work = new Work(store(), claim)) {
            work.finish(middle);
        }
        store().coverage().release(claim);

        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(slice(0, 4), 4 * EDGE, false, false, 2_400));
        same(read(store(), group, Interval.ALL, all(group)), rows);
        assertThat(LADDER.levels().stream().map(level -> sums(group, level)).toList())
                .isEqualTo(before);
    }

    private String sums(CachedGroup group, Level level) {
        WindowSeries series = windows(store(), group, level);
        StringBuilder text = new StringBuilder();
        for (WindowSeries.Channel channel : series.channels()) {
            for (int i = 0; i < series.size(); i++) {
                text.append(series.start()[i]).append(Double.doubleToLongBits(channel.mean()[i]));
            }
        }
        return text.toString();
    }

    @Test
    default void theTailIsForgottenWithItsOpenWindows() {
        CachedGroup group = group(1);
        Claim claim = claim(group, slice(0, 3));
        Interval begun = new Interval(0, 2 * EDGE + 100 * S);
        try (Work work = new Work(store(), claim)) {
            work.write(Blocks.seconds(1, begun), begun.to());
        }
        store().coverage().release(claim);

        store().coverage().forget(group, new Interval(begun.to() - 1, begun.to()));

        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(slice(0, 2), 2 * EDGE, false, false, 1_200));
        assertThat(store().reader().openState(group)).isEmpty();
        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(1_200);
        assertThat(windows(store(), group, LADDER.finest()).size()).isEqualTo(120);
    }

    @Test
    default void whatIsBehindKeepsItsOpenWindows() {
        CachedGroup group = group(1);
        Claim claim = claim(group, slice(0, 3));
        Interval begun = new Interval(0, 2 * EDGE + 100 * S + 1);
        try (Work work = new Work(store(), claim)) {
            work.write(Blocks.seconds(1, begun), begun.to());
        }
        store().coverage().release(claim);
        byte[] state = store().reader().openState(group).orElseThrow();

        store().coverage().forget(group, slice(0, 1));

        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(new Interval(EDGE, begun.to()), begun.to(), true, false, 700));
        assertThat(store().reader().openState(group)).hasValue(state);
    }

    @Test
    default void nothingIsForgottenWhereSomebodyWorks() {
        CachedGroup group = group(1);
        cache(group, slice(0, 2));
        Claim claim = claim(group, slice(2, 4));
        try (Work work = new Work(store(), claim)) {
            work.write(Blocks.row(2 * EDGE, 1), 2 * EDGE + 1);
        }

        assertThatThrownBy(() -> store().coverage().forget(group, slice(3, 4)))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("srv/db/grp");
        assertThatThrownBy(() -> store().coverage().forget(group, Interval.ALL)).isInstanceOf(RetryException.class);
        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(1_201);

        store().coverage().forget(group, slice(0, 1));
        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(601);
    }

    @Test
    default void whoIsAtWorkInAnIntervalThatIsCachedAnewLosesItsLeaseAndOthersKeepTheirs() {
        CachedGroup group = group(1);
        cache(group, slice(0, 2));
        Claim inside = claim(group, slice(2, 4));
        Claim outside = claim(group, slice(6, 7));
        try (Work lost = new Work(store(), inside);
                Work kept = new Work(store(), outside)) {
            lost.write(Blocks.row(2 * EDGE, 1), 2 * EDGE + 1);

            assertThat(store().coverage().recache(group, slice(1, 3))).isEqualTo(slice(1, 3));

            assertThatThrownBy(() -> lost.finish(Blocks.row(3 * EDGE, 1))).isInstanceOf(RetryException.class);
            kept.finish(Blocks.row(6 * EDGE, 1));
        }
        assertThat(covered(group)).containsExactly(slice(0, 1), slice(6, 7));
        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(601);
        assertThat(claim(group, slice(1, 4)).position()).isEqualTo(EDGE);
    }

    @Test
    default void everythingCanBeForgotten() {
        CachedGroup group = group(1);
        cache(group, slice(-2, 1));
        cache(group, slice(5, 6));

        store().coverage().forget(group, Interval.ALL);
        store().coverage().forget(group, Interval.ALL);

        assertThat(covered(group)).isEmpty();
        assertThat(read(store(), group, Interval.ALL, 0).size()).isZero();
        LADDER.levels()
                .forEach(level ->
                        assertThat(windows(store(), group, level).size()).isZero());
        assertThat(tryClaim(store(), group, slice(-2, 6))).isPresent();
    }

    @Test
    default void moreThanOneTransactionHoldsIsForgotten() {
        CachedGroup group = group(1);
        Interval day = new Interval(0, 86_400 * S);
        cache(group, day);

        store().coverage().forget(group, new Interval(EDGE, day.to() - EDGE));

        assertThat(read(store(), group, Interval.ALL, 0).size()).isEqualTo(1_200);
        assertThat(windows(store(), group, LADDER.finest()).size()).isEqualTo(120);
    }
}
