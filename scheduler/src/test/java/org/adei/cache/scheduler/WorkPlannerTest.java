package org.adei.cache.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.queue.NewItem;
import org.adei.cache.settings.GroupOrder;
import org.adei.cache.settings.GroupOrder.Order;
import org.adei.cache.store.Span;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

class WorkPlannerTest {
    private static final long S = 1_000_000_000L;
    private static final Level HOUR = Level.of(java.time.Duration.ofHours(1));
    private static final long H = 3600 * S;

    private static GroupPlan group(long number, Interval extent, Order order, int priority) {
        return group(number, extent, List.of(), List.of(), order, priority, -1);
    }

    private static GroupPlan group(
            long number,
            Interval extent,
            List<Span> covered,
            List<Interval> queued,
            Order order,
            int priority,
            long newest) {
        GroupOrder how = new GroupOrder(".*", order, priority);
        return new GroupPlan(
                number,
                extent,
                Interval.ALL,
                covered,
                queued,
                new GroupPlan.How(LaneName.ARCHIVE, how, HOUR, 1, newest));
    }

    private static Interval hours(double from, double to) {
        return new Interval((long) (from * H), (long) (to * H));
    }

    private static Span cached(double from, double to) {
        return new Span(hours(from, to), (long) (to * H), false, false, 1);
    }

    private static List<Interval> intervals(List<NewItem> items) {
        return items.stream().map(NewItem::interval).toList();
    }

    @Test
    void theNewestOrTheOldestSlicesComeFirst() {
        Interval extent = hours(0, 3.5);
        assertThat(intervals(WorkPlanner.plan(List.of(group(1, extent, Order.NEWEST_FIRST, 50)), 100)))
                .containsExactly(hours(3, 3.5), hours(2, 3), hours(1, 2), hours(0, 1));
        assertThat(intervals(WorkPlanner.plan(List.of(group(1, extent, Order.OLDEST_FIRST, 50)), 2)))
                .containsExactly(hours(0, 1), hours(1, 2));
    }

    @Test
    void groupsOfEqualPriorityTakeTurnsAndUrgentOnesComeFirst() {
        List<GroupPlan> groups = List.of(
                group(1, hours(0, 2), Order.NEWEST_FIRST, 50),
                group(2, hours(0, 3), Order.NEWEST_FIRST, 50),
                group(3, hours(0, 2), Order.OLDEST_FIRST, 10));

        assertThat(WorkPlanner.plan(groups, 100))
                .extracting(NewItem::group)
                .containsExactly(3L, 3L, 1L, 2L, 1L, 2L, 2L);
        assertThat(WorkPlanner.plan(groups, 3)).extracting(NewItem::group).containsExactly(3L, 3L, 1L);
    }

    @Test
    void whatIsCachedOrQueuedIsLeftOut() {
        GroupPlan plan = group(
                1, hours(0, 6), List.of(cached(1, 2)), List.of(hours(4, 6), hours(0, 1)), Order.OLDEST_FIRST, 50, -1);
        assertThat(intervals(WorkPlanner.plan(List.of(plan), 100))).containsExactly(hours(2, 3), hours(3, 4));
    }

    @Test
    void theNewestRowsAreLeftToAFollowerWhoHasYetToCome() {
        GroupPlan waiting = group(1, hours(0, 3.5), List.of(), List.of(), Order.OLDEST_FIRST, 50, 60 * S);
        assertThat(intervals(WorkPlanner.plan(List.of(waiting), 100)))
                .containsExactly(hours(0, 1), hours(1, 2), hours(2, 3));

        Span tail = new Span(hours(3, 3.2), Long.MAX_VALUE, true, true, 1);
        GroupPlan followed = group(1, hours(0, 3.5), List.of(tail), List.of(), Order.OLDEST_FIRST, 50, 60 * S);
        assertThat(intervals(WorkPlanner.plan(List.of(followed), 100)))
                .containsExactly(hours(0, 1), hours(1, 2), hours(2, 3));

        GroupPlan fresh = group(1, hours(3.2, 3.5), List.of(), List.of(), Order.OLDEST_FIRST, 50, 60 * S);
        assertThat(WorkPlanner.plan(List.of(fresh), 100)).isEmpty();
    }

    @Test
    void nothingIsPlannedForAGroupWithoutRows() {
        assertThat(WorkPlanner.plan(List.of(group(1, hours(0, 0), Order.NEWEST_FIRST, 50)), 100))
                .isEmpty();
    }

    /** Against a naive oracle: after the items are done, everything is cached, and nothing was planned twice. */
    @Test
    void randomCoverageIsCompletedWithoutOverlap() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Interval extent = hours(random.nextInt(5), 5 + random.nextInt(400) / 10.0);
            List<Span> covered = new ArrayList<>();
            List<Interval> queued = new ArrayList<>();
            double at = random.nextInt(10);
            while (at < 40) {
                double end = at + 1 + random.nextInt(6);
                if (random.nextInt(3) == 0) {
                    covered.add(cached(at, end));
                } else if (random.nextInt(2) == 0) {
                    queued.add(hours(at, end));
                }
                at = end + random.nextInt(4);
            }
            GroupPlan plan = group(1, extent, covered, queued, Order.values()[random.nextInt(2)], 50, -1);
            List<Interval> taken = new ArrayList<>(queued);
            covered.forEach(span -> taken.add(span.covered()));
            List<Interval> items = intervals(WorkPlanner.plan(List.of(plan), 10_000));
            for (long time = 0; time < 50 * H; time += H / 10) {
                boolean before = count(taken, time) > 0;
                boolean wanted = extent.contains(time) && !before;
                assertThat(count(items, time)).isBetween(wanted ? 1 : 0, before ? 0 : 1);
            }
        }
    }

    private static int count(List<Interval> intervals, long time) {
        return (int) intervals.stream().filter(each -> each.contains(time)).count();
    }
}
