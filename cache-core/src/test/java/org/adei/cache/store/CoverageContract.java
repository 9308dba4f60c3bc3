package org.adei.cache.store;

import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.row;
import static org.adei.cache.store.Blocks.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who may cache what, and what is known to be cached. */
interface CoverageContract extends StoreFixture {
    Duration HOUR = Duration.ofHours(1);

    @Test
    default void aClaimIsSeenUntilItIsGivenBack() {
        CachedGroup group = group(1);
        Claim claim = claim(group, slice(0, 2));

        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(new Interval(0, 0), 2 * EDGE, false, true, 0));
        store().coverage().release(claim);
        assertThat(store().coverage().spans(group)).isEmpty();
    }

    @Test
    default void whatOverlapsAClaimIsRefused() {
        CachedGroup group = group(1);
        claim(group, slice(2, 4));

        assertThat(tryClaim(store(), group, slice(2, 4))).isEmpty();
        assertThat(tryClaim(store(), group, slice(3, 5))).isEmpty();
        assertThat(tryClaim(store(), group, slice(1, 3))).isEmpty();
        assertThat(tryClaim(store(), group, slice(0, 9))).isEmpty();
        assertThat(tryClaim(store(), group, slice(4, 5))).isPresent();
        assertThat(tryClaim(store(), group, slice(1, 2))).isPresent();
    }

    /** As after a failover that lost groups: their numbers are given again, to others. */
    @Test
    default void theNumberOfAnotherGroupIsRefused() {
        CachedGroup group = group(1);
        CachedGroup other = group(new GroupId("srv", "db", "other"), 1);
        CachedGroup confused =
                new CachedGroup(other.number(), group.id(), group.channels(), group.ladder(), group.storage());

        assertThatThrownBy(() -> tryClaim(store(), confused, slice(0, 1)))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("register it again");
        assertThatThrownBy(() -> store().tails().claim(confused, new TailStore.Start(0, 0, EDGE)))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("register it again");
        assertThat(covered(other)).isEmpty();
    }

    @Test
    default void whatIsCachedIsRefused() {
        CachedGroup group = group(1);
        cache(group, slice(2, 4));

        assertThat(tryClaim(store(), group, slice(3, 5))).isEmpty();
        assertThat(tryClaim(store(), group, slice(0, 9))).isEmpty();
        assertThat(tryClaim(store(), group, slice(4, 5))).isPresent();
    }

    @Test
    default void adjacentSpansAreOne() {
        CachedGroup group = group(1);
        cache(group, slice(0, 1));
        cache(group, slice(2, 3));
        assertThat(covered(group)).containsExactly(slice(0, 1), slice(2, 3));
        cache(group, slice(1, 2));

        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(slice(0, 3), 3 * EDGE, false, false, 1_800));
    }

    @Test
    default void tokensNeverRepeat() {
        CachedGroup group = group(1);
        Set<Long> tokens = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            Claim claim = claim(group, slice(i, i + 1));
            assertThat(tokens.add(claim.token())).isTrue();
            if (i % 2 == 0) {
                store().coverage().release(claim);
            }
        }
    }

    @Test
    default void whoGaveTheLeaseBackCanWriteNothing() {
        CachedGroup group = group(1);
        Claim claim = claim(group, slice(0, 1));
        try (Work work = new Work(store(), claim)) {
            work.write(row(S, 1), 2 * S);
            store().coverage().release(claim);

            assertThatThrownBy(() -> work.write(row(2 * S, 2), 3 * S))
                    .isInstanceOf(RetryException.class)
                    .hasMessageContaining("lease is lost")
                    .hasMessageContaining("srv/db/grp");
        }
        same(read(store(), group, Interval.ALL, 0), row(S, 1));
        assertThat(covered(group)).containsExactly(new Interval(0, 2 * S));
    }

    @Test
    default void anEndedLeaseIsTakenOverAndItsOwnerCanWriteNothing() {
        CachedGroup group = group(1);
        CacheStore frozen = another(Duration.ofSeconds(1));
        Claim old = tryClaim(frozen, group, slice(0, 2)).orElseThrow();
        try (Work stale = new Work(frozen, old)) {
            stale.write(row(S, 1), 2 * S);
            Interval rest = new Interval(2 * S, 2 * EDGE);
            assertThat(tryClaim(store(), group, rest)).isEmpty();

            Claim taken = Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> tryClaim(store(), group, rest), Optional::isPresent)
                    .orElseThrow();

            assertThatThrownBy(() -> stale.write(row(3 * S, 3), 4 * S)).isInstanceOf(RetryException.class);
            frozen.coverage().release(old);
            try (Work work = new Work(store(), taken)) {
                work.finish(row(2 * S, 2));
            }
        }
        org.adei.cache.source.RowBlock expected = row(S, 1);
        expected.append(row(2 * S, 2), 0, 1);
        same(read(store(), group, Interval.ALL, 0), expected);
        assertThat(Blocks.windows(store(), group, LADDER.finest()).rows()).containsExactly(2);
    }

    @Test
    default void aLeaseThatEndedUnclaimedIsLostToo() {
        CachedGroup group = group(1);
        CacheStore frozen = another(Duration.ofSeconds(1));
        Claim old = tryClaim(frozen, group, slice(0, 1)).orElseThrow();
        try (Work stale = new Work(frozen, old)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !store().coverage().spans(group).get(0).leased());

            assertThatThrownBy(() -> stale.write(row(S, 1), 2 * S)).isInstanceOf(RetryException.class);
        }
        assertThat(read(store(), group, Interval.ALL, 0).size()).isZero();
    }

    @Test
    default void theLeaseOfADeadProcessIsTakenOverAtOnce() {
        CachedGroup group = group(1);
        CacheStore dying = another(HOUR);
        Claim old = tryClaim(dying, group, slice(0, 2)).orElseThrow();
        try (Work work = new Work(dying, old)) {
            work.write(row(S, 1), 2 * S);
        }
        assertThat(tryClaim(store(), group, new Interval(2 * S, 2 * EDGE))).isEmpty();
        dying.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        tryClaim(store(), group, new Interval(2 * S, 2 * EDGE)).isPresent());
    }

    @Test
    default void aSliceThatADeadProcessNeverBeganIsFree() {
        CachedGroup group = group(1);
        cache(group, slice(0, 1));
        CacheStore dying = another(HOUR);
        tryClaim(dying, group, slice(1, 2));
        tryClaim(dying, group, slice(4, 6));
        dying.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> tryClaim(store(), group, slice(1, 5)).isPresent());
        assertThat(covered(group)).first().isEqualTo(slice(0, 1));
    }

    @Test
    default void behindAnOpenSpanThatIsNotGivenBackNobodyStarts() {
        CachedGroup group = group(1);
        Claim claim = claim(group, new Interval(0, 100 * S));
        try (Work work = new Work(store(), claim)) {
            work.write(row(50 * S, 1), 100 * S - 1);
            Batch last = work.batch(row(100 * S - 1, 1), 100 * S - 1);
            work.write(new Batch(last.rows(), last.windows(), 100 * S, claimState(), List.of()));
        }
        assertThat(tryClaim(store(), group, new Interval(100 * S, EDGE))).isEmpty();
        store().coverage().release(claim);
        assertThat(tryClaim(store(), group, new Interval(100 * S, EDGE)))
                .hasValueSatisfying(next -> assertThat(next.openState()).isEqualTo(claimState()));
    }

    private static byte[] claimState() {
        return new byte[] {1, 2, 3};
    }

    @Test
    default void ofManyClaimantsOneWins() throws Exception {
        CachedGroup group = group(1);
        CacheStore other = another(HOUR);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                Interval slice = slice(round, round + 1);
                List<Callable<Optional<Claim>>> claimants = IntStream.range(0, 8)
                        .<Callable<Optional<Claim>>>mapToObj(
                                i -> () -> tryClaim(i % 2 == 0 ? store() : other, group, slice))
                        .toList();
                int won = 0;
                for (Future<Optional<Claim>> claimant : threads.invokeAll(claimants)) {
                    won += claimant.get().isPresent() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void manyWorkersCacheOneGroupWithoutLossOrDoubleWork() throws Exception {
        CachedGroup group = group(2);
        CacheStore other = another(HOUR);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> workers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(worker -> () -> {
                        CacheStore own = worker % 2 == 0 ? store() : other;
                        for (int i = 0; i < 12; i++) {
                            Optional<Claim> claim = tryClaim(own, group, slice(i, i + 1));
                            if (claim.isPresent()) {
                                try (Work work = new Work(own, claim.get())) {
                                    work.finish(Blocks.seconds(2, slice(i, i + 1)));
                                }
                                own.coverage().release(claim.get());
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> worker : threads.invokeAll(workers)) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store().coverage().spans(group))
                .containsExactly(new Span(slice(0, 12), 12 * EDGE, false, false, 7_200));
        assertThat(read(store(), group, Interval.ALL, 0, 1).size()).isEqualTo(7_200);
    }

    @Test
    default void aWorkerThatDoesNotKnowTheNewestChannelsIsSentBack() {
        CachedGroup old = group(1);
        CachedGroup now = group(2);

        assertThatThrownBy(() -> tryClaim(store(), old, slice(0, 1)))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("2 channels")
                .hasMessageContaining("register");
        assertThat(tryClaim(store(), now, slice(0, 1))).isPresent();
    }

    @Test
    default void groupsDoNotSeeEachOther() {
        CachedGroup one = group(1);
        CachedGroup two = group(new org.adei.cache.model.GroupId("srv", "db", "other"), 1);
        cache(one, slice(0, 1));
        claim(two, slice(0, 1));

        assertThat(store().coverage().spans(one).stream().map(Span::leased).collect(Collectors.toList()))
                .containsExactly(false);
    }
}
