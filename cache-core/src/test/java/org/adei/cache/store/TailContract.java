package org.adei.cache.store;

import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.row;
import static org.adei.cache.store.Blocks.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.tail.HeldTail;
import org.junit.jupiter.api.Test;

/** What a store promises to those who follow the newest rows. */
interface TailContract extends StoreFixture {
    long OVERLAP = 60 * S;

    @Test
    default void aTailStartsAtAnEdgeAndEndsLikeASlice() {
        CachedGroup group = group(3);
        RowBlock rows = Blocks.seconds(3, new Interval(2 * EDGE, 2 * EDGE + 1_000 * S));
        HeldTail held = hold(group, 2);
        for (int i = 0; i < rows.size(); i += 7) {
            write(held, part(rows, i, Math.min(rows.size(), i + 7)));
        }
        store().tails().release(held.claim());

        same(read(store(), group, Interval.ALL, all(group)), rows);
        assertThat(covered(group)).containsExactly(new Interval(2 * EDGE, 2 * EDGE + 999 * S + 1));
        assertThat(store().coverage().spans(group).get(0).rows()).isEqualTo(1_000);
        assertThat(digest(group)).isEqualTo(straight(rows));
    }

    @Test
    default void aRowThatComesLateIsInEveryLevel() {
        CachedGroup group = group(2);
        RowBlock rows = Blocks.seconds(2, new Interval(0, 700 * S));
        RowBlock without = part(rows, 0, 648);
        without.append(rows, 649, 700);
        HeldTail held = hold(group, 0);
        write(held, without);
        held.tail().settle();
        RowBlock recent = new RowBlock(2, 100);
        recent.append(rows, (int) (held.tail().baseTime() / S), 700);

        Map<TailClaim, CacheException> failures =
                store().tails().write(List.of(held.batch(held.tail().replace(recent), List.of())));

        assertThat(failures).isEmpty();
        store().tails().release(held.claim());
        same(read(store(), group, Interval.ALL, all(group)), rows);
        assertThat(store().coverage().spans(group).get(0).rows()).isEqualTo(700);
        assertThat(digest(group)).isEqualTo(straight(rows));
    }

    @Test
    default void fractionsOfASecondAreRewrittenToTheNanosecond() {
        CachedGroup group = group(1);
        HeldTail held = hold(group, 0);
        RowBlock rows = new RowBlock(1, 10);
        rows.append(S + 1, new double[] {1});
        rows.append(S + 2, new double[] {2});
        rows.append(S + 2, new double[] {3});
        rows.append(3 * S, new double[] {4});
        write(held, rows);
        RowBlock changed = part(rows, 0, 1);
        changed.append(row(S + 2, 7), 0, 1);
        changed.append(row(11 * S, 8), 0, 1);

        write(held, held.batch(held.tail().replace(changed), List.of()));
        store().tails().release(held.claim());

        same(read(store(), group, Interval.ALL, all(group)), changed);
        assertThat(store().coverage().spans(group).get(0).rows()).isEqualTo(3);
        assertThat(digest(group)).isEqualTo(straight(changed));
    }

    @Test
    default void aTailContinuesWhatIsCachedWithItsOpenWindows() {
        CachedGroup group = group(2);
        RowBlock rows = Blocks.seconds(2, new Interval(0, 900 * S));
        Claim slice = claim(group, new Interval(0, 750 * S));
        try (Work work = new Work(store(), slice)) {
            work.finish(part(rows, 0, 750));
        }
        store().coverage().release(slice);

        HeldTail held = hold(group, 1);
        assertThat(held.claim().claim().position()).isEqualTo(750 * S);
        assertThat(held.claim().claim().from()).isEqualTo(EDGE);
        assertThat(held.claim().base().rows()).isEqualTo(150);
        write(held, part(rows, 750, 900));
        store().tails().release(held.claim());

        assertThat(covered(group)).containsExactly(new Interval(0, 899 * S + 1));
        assertThat(store().coverage().spans(group).get(0).rows()).isEqualTo(900);
        assertThat(digest(group)).isEqualTo(straight(rows));
    }

    @Test
    default void aTailContinuesWhatIsCachedUpToAnEdgeWhereNoWindowIsOpen() {
        CachedGroup group = group(2);
        RowBlock rows = Blocks.seconds(2, new Interval(0, 900 * S));
        Claim slice = claim(group, new Interval(0, EDGE));
        try (Work work = new Work(store(), slice)) {
            work.finish(part(rows, 0, (int) (EDGE / S)));
        }
        store().coverage().release(slice);

        HeldTail held = hold(group, 0);
        assertThat(held.claim().claim().position()).isEqualTo(EDGE);
        assertThat(held.claim().claim().openState()).isNull();
        write(held, part(rows, (int) (EDGE / S), 900));
        store().tails().release(held.claim());

        assertThat(covered(group)).containsExactly(new Interval(0, 899 * S + 1));
        assertThat(digest(group)).isEqualTo(straight(rows));
    }

    @Test
    default void anotherTakesOverWithTheBase() {
        CachedGroup group = group(2);
        RowBlock rows = Blocks.seconds(2, new Interval(0, 300 * S));
        CacheStore first = another(Duration.ofSeconds(30));
        HeldTail held = hold(first, group, 0);
        first.tails().write(List.of(held.batch(held.tail().append(part(rows, 0, 250)), List.of())));
        held.tail().settle();
        first.tails().write(List.of(held.batch(held.tail().append(part(rows, 250, 260)), List.of())));
        long base = held.tail().baseTime();
        assertThat(store().tails().claim(group, start(0))).isEmpty();
        first.close();

        HeldTail taken = hold(group, 0);
        assertThat(taken.claim().base().time()).isEqualTo(base).isEqualTo(180 * S);
        assertThat(taken.claim().base().rows()).isEqualTo(180);
        assertThat(taken.claim().claim().position()).isEqualTo(259 * S + 1);
        write(taken, taken.batch(taken.tail().replace(part(rows, 180, 300)), List.of()));
        store().tails().release(taken.claim());

        same(read(store(), group, Interval.ALL, all(group)), rows);
        assertThat(digest(group)).isEqualTo(straight(rows));
        assertThat(store().coverage().spans(group).get(0).rows()).isEqualTo(300);
    }

    @Test
    default void whoLostTheLeaseWritesNothingAndTheOthersDo() {
        CachedGroup lost = group(1);
        CachedGroup kept = group(new GroupId("srv", "db", "kept"), 1);
        CacheStore short_ = another(Duration.ofSeconds(1));
        HeldTail first = hold(short_, lost, 0);
        HeldTail second = hold(short_, kept, 0);
        org.awaitility.Awaitility.await()
                .until(() -> store().tails().claim(lost, start(0)).isPresent());
        assertThat(short_.tails().renew(List.of(first.renewal(false, null)))).containsExactly(first.claim());
        assertThat(short_.tails().resume(first.claim())).isEmpty();
        HeldTail again = hold(kept, 0);
        short_.tails().release(second.claim());

        Map<TailClaim, CacheException> failures = store().tails()
                .write(List.of(
                        first.batch(first.tail().append(row(S, 1)), List.of()),
                        again.batch(again.tail().append(row(S, 2)), List.of())));

        assertThat(failures).containsOnlyKeys(first.claim());
        assertThat(failures.get(first.claim()))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("lease is lost");
        assertThat(read(store(), lost, Interval.ALL, 0).size()).isZero();
        same(read(store(), kept, Interval.ALL, 0), row(S, 2));
    }

    @Test
    default void whatIsCommittedIsFoundAgain() {
        CachedGroup group = group(1);
        HeldTail held = hold(group, 0);
        write(held, row(S, 1));

        TailClaim resumed = store().tails().resume(held.claim()).orElseThrow();

        assertThat(resumed.claim().position()).isEqualTo(S + 1);
        assertThat(resumed.claim().openState()).isNotNull();
        assertThat(resumed.base().time()).isZero();
        assertThat(store().tails().renew(List.of(new TailStore.Renewal(resumed, 1, null))))
                .isEmpty();
    }

    /** As after a failover to a server that never got the last batches. */
    @Test
    default void whoKnowsOfABatchThatTheCacheHasNotWritesNothing() {
        CachedGroup group = group(1);
        HeldTail held = hold(group, 0);
        write(held, row(S, 1));
        held.batch(held.tail().append(row(2 * S, 2)), List.of());

        Map<TailClaim, CacheException> failures =
                store().tails().write(List.of(held.batch(held.tail().append(row(3 * S, 3)), List.of())));

        assertThat(failures.get(held.claim())).isInstanceOf(LeaseLostException.class);
        assertThat(store().tails().renew(List.of(held.renewal(false, null)))).containsExactly(held.claim());
        HeldTail again = new HeldTail(store().tails().resume(held.claim()).orElseThrow(), OVERLAP);
        RowBlock both = row(S, 1);
        both.append(row(2 * S, 2), 0, 1);
        write(again, again.batch(again.tail().replace(both), List.of()));
        assertThat(store().tails().renew(List.of(again.renewal(false, null)))).isEmpty();
        assertThat(store().tails().renew(List.of(again.renewal(true, null)))).isEmpty();
        same(read(store(), group, Interval.ALL, 0), both);
    }

    @Test
    default void theArchiveIsFilledBesideATail() {
        CachedGroup group = group(1);
        HeldTail held = hold(group, 2);
        write(held, row(2 * EDGE + S, 1));
        RowBlock archive = cache(group, slice(0, 2));

        assertThat(covered(group)).containsExactly(new Interval(0, 2 * EDGE + S + 1));
        assertThat(store().tails().renew(List.of(held.renewal(false, null)))).isEmpty();
        assertThat(tryClaim(store(), group, slice(1, 3))).isEmpty();
        assertThat(tryClaim(store(), group, slice(3, 4))).isEmpty();
        store().tails().release(held.claim());
        archive.append(row(2 * EDGE + S, 1), 0, 1);
        same(read(store(), group, Interval.ALL, 0), archive);
    }

    @Test
    default void aBaseIsVoidOnceOthersWroteBehindItOrForgotThere() {
        CachedGroup group = group(1);
        HeldTail held = hold(group, 0);
        write(held, row(S, 1));
        store().tails().release(held.claim());
        Claim slice = claim(group, new Interval(S + 1, 100 * S));
        try (Work work = new Work(store(), slice)) {
            work.finish(row(50 * S, 1));
        }
        store().coverage().release(slice);

        HeldTail after = hold(group, 0);
        assertThat(after.claim().base().time()).isEqualTo(100 * S);
        assertThatThrownBy(() -> store().coverage().forget(group, slice(0, 1))).isInstanceOf(RetryException.class);
        store().tails().release(after.claim());
        store().coverage().forget(group, slice(0, 1));
        assertThat(covered(group)).isEmpty();
        assertThat(hold(group, 0).claim().base().time()).isZero();
    }

    @Test
    default void aTailOfNewChannelsGoesOnWithTheOldBase() {
        CachedGroup narrow = group(1);
        HeldTail held = hold(narrow, 0);
        write(held, row(S, 1));
        store().tails().release(held.claim());
        CachedGroup wide = group(2);

        HeldTail wider = hold(wide, 0);
        RowBlock both = row(S, 1, RowBlock.NULL);
        both.append(row(2 * S, 3, 4), 0, 1);
        write(wider, wider.batch(wider.tail().replace(both), List.of()));

        same(read(store(), wide, Interval.ALL, 0, 1), both);
    }

    private TailStore.Start start(int edge) {
        return new TailStore.Start(edge * EDGE, Math.max(0, edge - 1) * EDGE, Long.MAX_VALUE);
    }

    private HeldTail hold(CachedGroup group, int edge) {
        return hold(store(), group, edge);
    }

    private HeldTail hold(CacheStore store, CachedGroup group, int edge) {
        return new HeldTail(store.tails().claim(group, start(edge)).orElseThrow(), OVERLAP);
    }

    private void write(HeldTail held, RowBlock rows) {
        write(held, held.batch(held.tail().append(rows), List.of()));
    }

    private void write(HeldTail held, TailBatch batch) {
        assertThat(batch.claim()).isEqualTo(held.claim());
        assertThat(store().tails().write(List.of(batch))).isEmpty();
    }

    private static RowBlock part(RowBlock rows, int from, int to) {
        RowBlock part = new RowBlock(rows.channels(), Math.max(1, to - from));
        part.append(rows, from, to);
        return part;
    }

    private String digest(CachedGroup group) {
        CacheDigest digest = new DigestReader(store().reader()).digest(group);
        return digest.value();
    }

    /** Digest of a group that has these rows, cached by one slice. */
    private String straight(RowBlock rows) {
        CachedGroup group = group(new GroupId("srv", "db", "straight"), rows.channels());
        long first = LADDER.coarsest().floor(rows.times()[0]);
        Claim claim = claim(group, new Interval(first, rows.times()[rows.size() - 1] + 1));
        try (Work work = new Work(store(), claim)) {
            work.finish(rows);
        }
        store().coverage().release(claim);
        return digest(group);
    }
}
