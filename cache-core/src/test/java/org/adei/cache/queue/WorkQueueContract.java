package org.adei.cache.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.LeaderLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every queue does. */
public abstract class WorkQueueContract {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final AttemptPolicy POLICY =
            new AttemptPolicy(8, 2, 3, Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final QueueLimits LIMITS = new QueueLimits(LEASE, 50, 1, POLICY);

    private QueueFixture fixture;
    private WorkQueue queue;
    private WorkQueue other;

    protected abstract QueueFixture open();

    @BeforeEach
    void start() {
        fixture = open();
        queue = fixture.process(LIMITS);
        other = fixture.process(LIMITS);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private static NewItem item(long group, int priority) {
        return new NewItem(LaneName.ARCHIVE, group, new Interval(0, 10), priority, "p" + group);
    }

    private static List<NewItem> items(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> item(i, 50)).toList();
    }

    private static Demand archive(int most) {
        return Demand.of(LaneName.ARCHIVE, most);
    }

    private static List<Long> groups(List<LeasedItem> leases) {
        return leases.stream().map(lease -> lease.item().group()).toList();
    }

    private static List<Outcome> done(List<LeasedItem> leases) {
        return new ArrayList<>(leases.stream().map(Outcome.Done::new).toList());
    }

    private LeasedItem only() {
        queue.enqueue(items(1));
        return queue.claim(archive(1)).get(0);
    }

    private LaneDepth depth() {
        return queue.depths().get(LaneName.ARCHIVE.ordinal());
    }

    @Test
    void itemsAreHandedOutByPriorityAndThenInTheOrderOfArrival() {
        queue.enqueue(List.of(item(1, 50), item(2, 10), item(3, 50), item(4, 0)));

        List<LeasedItem> leases = queue.claim(archive(10));

        assertThat(groups(leases)).containsExactly(4L, 2L, 1L, 3L);
        assertThat(leases.get(0).item().payload()).isEqualTo("p4");
        assertThat(leases.get(1).item().priority()).isEqualTo(10);
        assertThat(leases.get(2).item().interval()).isEqualTo(new Interval(0, 10));
    }

    @Test
    void anItemIsHandedOutToOneOnly() {
        queue.enqueue(items(3));

        List<LeasedItem> first = queue.claim(archive(2));
        List<LeasedItem> second = other.claim(archive(2));

        assertThat(groups(first)).containsExactly(1L, 2L);
        assertThat(groups(second)).containsExactly(3L);
        assertThat(queue.claim(archive(2))).isEmpty();
        assertThat(first.get(0).token()).isNotEqualTo(second.get(0).token());
    }

    @Test
    void lanesDoNotMeet() {
        queue.enqueue(List.of(new NewItem(LaneName.LOG, 7, new Interval(0, 1), 0)));

        assertThat(queue.claim(archive(1))).isEmpty();
        assertThat(groups(queue.claim(Demand.of(LaneName.LOG, 1)))).containsExactly(7L);
    }

    @Test
    void groupsThatAWorkerCannotServeAreLeftToOthers() {
        queue.enqueue(items(6));

        assertThat(groups(queue.claim(new Demand(LaneName.ARCHIVE, 2, Set.of(1L, 2L, 4L)))))
                .containsExactly(3L, 5L);
        assertThat(groups(other.claim(archive(10)))).containsExactly(1L, 2L, 4L, 6L);
    }

    @Test
    void oneProcessEmptiesAllPartitions() {
        WorkQueue parted = fixture.process(new QueueLimits(LEASE, 50, 7, POLICY));
        parted.enqueue(items(20));

        List<Long> taken = new ArrayList<>();
        for (List<LeasedItem> some = parted.claim(archive(50)); !some.isEmpty(); some = parted.claim(archive(50))) {
            taken.addAll(groups(some));
        }

        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
    }

    @Test
    void doneItemsLeaveTheQueueTogetherWithTheNextClaim() {
        queue.enqueue(items(3));
        List<LeasedItem> first = queue.claim(archive(2));

        Settlement settlement = queue.settle(done(first), archive(2));

        assertThat(settlement.stored()).isTrue();
        assertThat(groups(settlement.next())).containsExactly(3L);
        assertThat(depth().open()).isEqualTo(1);
        assertThat(queue.items(LaneName.ARCHIVE)).containsOnlyKeys(3L);
    }

    @Test
    void oneLostLeaseStoresNothing() {
        queue.enqueue(items(3));
        List<LeasedItem> mine = queue.claim(archive(2));
        assertThat(queue.settle(done(mine.subList(0, 1)), Demand.nothing(LaneName.ARCHIVE))
                        .stored())
                .isTrue();

        Settlement settlement = queue.settle(done(mine), archive(1));

        assertThat(settlement.lost()).containsExactly(mine.get(0));
        assertThat(settlement.next()).isEmpty();
        assertThat(depth().leased()).isEqualTo(1);
        assertThat(depth().ready()).isEqualTo(1);
    }

    @Test
    void anExpiredLeaseIsGoodForNothingEvenBeforeAnybodyElseHasTheItem() {
        LeasedItem lease = only();
        fixture.passTime();

        assertThat(queue.renew(List.of(lease))).containsExactly(lease);
        assertThat(queue.settle(List.of(new Outcome.Done(lease)), Demand.nothing(LaneName.ARCHIVE))
                        .lost())
                .containsExactly(lease);

        assertThat(other.sweep(10)).isEqualTo(new Swept(1, 0, 0));
        LeasedItem next = other.claim(archive(1)).get(0);
        assertThat(next.attempts()).isEqualTo(2);
        assertThat(next.item()).isEqualTo(lease.item());
        assertThat(queue.settle(List.of(new Outcome.Done(lease)), Demand.nothing(LaneName.ARCHIVE))
                        .lost())
                .containsExactly(lease);
        assertThat(other.settle(List.of(new Outcome.Done(next)), Demand.nothing(LaneName.ARCHIVE))
                        .stored())
                .isTrue();
    }

    @Test
    void aGoodLeaseIsProlongedAndNotSwept() {
        LeasedItem lease = only();

        assertThat(queue.renew(List.of(lease))).isEmpty();
        assertThat(other.sweep(10)).isEqualTo(new Swept(0, 0, 0));
        assertThat(queue.settle(done(List.of(lease)), archive(1)).stored()).isTrue();
        assertThat(queue.renew(List.of(lease))).containsExactly(lease);
    }

    @Test
    void aPassingFaultPutsBackForLater() {
        LeasedItem lease = only();
        Outcome outcome = POLICY.after(lease, new RetryException("source gone"), "");

        assertThat(queue.settle(List.of(outcome), archive(1)).next()).isEmpty();

        assertThat(queue.sweep(10)).isEqualTo(new Swept(0, 0, 0));
        assertThat(depth().waiting()).isEqualTo(1);
        fixture.passTime();
        assertThat(queue.sweep(10)).isEqualTo(new Swept(0, 1, 0));
        LeasedItem again = queue.claim(archive(1)).get(0);
        assertThat(again.item()).isEqualTo(lease.item());
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.failures()).isZero();
    }

    @Test
    void whatIsGivenBackUnusedIsAtItsOldPlaceAtOnce() {
        queue.enqueue(items(3));
        List<LeasedItem> first = queue.claim(archive(2));

        queue.settle(
                first.stream()
                        .map(lease -> Outcome.PutBack.unused(lease, Duration.ZERO))
                        .toList(),
                Demand.nothing(LaneName.ARCHIVE));

        List<LeasedItem> second = other.claim(archive(3));
        assertThat(groups(second)).containsExactly(1L, 2L, 3L);
        assertThat(second).extracting(LeasedItem::attempts).containsOnly(1);
    }

    @Test
    void aFaultOfItsOwnIsSetAsideWithReasonAndRowAndCanBeTriedAgain() {
        LeasedItem lease = only();
        queue.settle(
                List.of(POLICY.after(lease, new SkipException("bad row"), "row 7")), Demand.nothing(LaneName.ARCHIVE));
        fixture.passTime();
        queue.sweep(10);
        LeasedItem second = queue.claim(archive(1)).get(0);
        assertThat(second.failures()).isEqualTo(1);

        queue.settle(
                List.of(POLICY.after(second, new SkipException("bad row"), "row 7")), Demand.nothing(LaneName.ARCHIVE));

        assertThat(queue.quarantined(10)).singleElement().satisfies(item -> {
            assertThat(item.item()).isEqualTo(lease.item());
            assertThat(item.reason()).isEqualTo("bad row");
            assertThat(item.row()).isEqualTo("row 7");
            assertThat(item.attempts()).isEqualTo(2);
        });
        assertThat(queue.quarantined(lease.item().group(), 10)).hasSize(1);
        assertThat(queue.quarantined(lease.item().group() + 1, 10)).isEmpty();
        assertThat(depth().quarantined()).isEqualTo(1);
        assertThat(depth().oldest()).isEmpty();
        assertThat(queue.enqueue(items(1))).isEqualTo(new Enqueued(0, 1, 0));
        assertThat(queue.retry(List.of(lease.item().key(), 12345L))).isEqualTo(1);
        assertThat(queue.claim(archive(1)).get(0)).satisfies(again -> {
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.failures()).isZero();
        });
    }

    /** A process that claims and is never heard of again. */
    private void loseAWorker() {
        assertThat(fixture.process(LIMITS).claim(archive(1))).hasSize(1);
        fixture.passTime();
    }

    @Test
    void anItemThatKillsItsWorkersIsSetAsideSoon() {
        queue.enqueue(items(1));
        for (int i = 1; i < 3; i++) {
            loseAWorker();
            assertThat(queue.sweep(10)).isEqualTo(new Swept(1, 0, 0));
        }
        loseAWorker();

        assertThat(queue.sweep(10)).isEqualTo(new Swept(0, 0, 1));
        assertThat(queue.quarantined(10).get(0).reason()).contains("lost 3 times");
    }

    @Test
    void progressEndsTheCountOfLostWorkers() {
        queue.enqueue(items(1));
        for (int i = 0; i < 6; i++) {
            WorkQueue killed = fixture.process(LIMITS);
            List<LeasedItem> leases = killed.claim(archive(1));
            if (i % 2 == 0) {
                assertThat(killed.renew(leases)).isEmpty();
            }
            fixture.passTime();
            assertThat(queue.sweep(10)).isEqualTo(new Swept(1, 0, 0));
        }
    }

    @Test
    void aWorkerThatIsThereAndWaitedTooLongIsNotLost() {
        queue.enqueue(items(1));
        for (int i = 0; i < 5; i++) {
            assertThat(queue.claim(archive(1))).hasSize(1);
            fixture.passTime();
            assertThat(queue.sweep(10)).isEqualTo(new Swept(1, 0, 0));
        }
    }

    @Test
    void aWorkerThatWaitedTooLongCountsAsAnAttempt() {
        queue.enqueue(items(1));
        for (int i = 1; i < 8; i++) {
            assertThat(queue.claim(archive(1))).hasSize(1);
            fixture.passTime();
            assertThat(queue.sweep(10).givenUp()).isZero();
        }
        assertThat(queue.claim(archive(1))).hasSize(1);
        fixture.passTime();
        assertThat(queue.sweep(10)).isEqualTo(new Swept(0, 0, 1));
        assertThat(queue.quarantined(10).get(0).reason()).contains("8 times");
    }

    @Test
    void anItemIsThereOnceWhereverItIs() {
        assertThat(queue.enqueue(List.of(item(1, 50), item(2, 50), item(1, 10))))
                .isEqualTo(new Enqueued(2, 1, 0));
        List<LeasedItem> first = queue.claim(archive(1));

        assertThat(other.enqueue(items(3))).isEqualTo(new Enqueued(1, 2, 0));
        queue.settle(done(first), Demand.nothing(LaneName.ARCHIVE));
        assertThat(other.enqueue(items(3))).isEqualTo(new Enqueued(1, 2, 0));
    }

    @Test
    void aFullQueueRefusesAndCounts() {
        assertThat(queue.enqueue(items(60))).isEqualTo(new Enqueued(50, 0, 10));
        assertThat(queue.enqueue(items(60))).isEqualTo(new Enqueued(0, 50, 10));
        queue.settle(done(queue.claim(archive(4))), Demand.nothing(LaneName.ARCHIVE));
        assertThat(queue.enqueue(items(60))).isEqualTo(new Enqueued(4, 46, 10));
    }

    @Test
    void onlyTheLeaderAddsInTheNameOfTheLead() {
        LeaderLease lead = fixture.lead();

        assertThat(queue.enqueue(lead, items(2))).contains(new Enqueued(2, 0, 0));
        assertThat(queue.enqueue(new LeaderLease(lead.token() + 1, lead.length()), items(3)))
                .isEmpty();
        assertThat(queue.items(LaneName.ARCHIVE)).containsOnlyKeys(1L, 2L);
    }

    @Test
    void theDepthNamesTheOldest() {
        assertThat(depth()).isEqualTo(new LaneDepth(LaneName.ARCHIVE, 0, 0, 0, 0, null));
        queue.enqueue(items(3));
        queue.claim(archive(1));

        assertThat(depth().ready()).isEqualTo(2);
        assertThat(depth().leased()).isEqualTo(1);
        assertThat(depth().oldest()).hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofHours(1)));
    }
}
