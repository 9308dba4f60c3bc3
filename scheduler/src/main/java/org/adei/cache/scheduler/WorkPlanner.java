package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.NewItem;
import org.adei.cache.settings.GroupOrder;
import org.adei.cache.store.Span;
import org.adei.cache.work.SlicePlanner;

/** What to put into the queue: what the sources have, less what is cached and what is in the queue. Pure. */
final class WorkPlanner {
    private WorkPlanner() {}

    /**
     * Items in the order in which they are to be done: by priority; groups of equal priority take turns, each beginning
     * at the end that its order names.
     *
     * @param room most items
     */
    static List<NewItem> plan(List<GroupPlan> groups, int room) {
        List<Ranked> all = new ArrayList<>();
        for (GroupPlan group : groups) {
            List<Interval> slices = slices(group);
            for (int rank = 0; rank < slices.size() && rank < room; rank++) {
                all.add(new Ranked(rank, item(group, slices.get(rank))));
            }
        }
        return all.stream()
                .sorted(Comparator.<Ranked>comparingInt(each -> each.item().priority())
                        .thenComparingInt(Ranked::rank)
                        .thenComparingLong(each -> each.item().group()))
                .limit(room)
                .map(Ranked::item)
                .toList();
    }

    private static NewItem item(GroupPlan group, Interval slice) {
        return new NewItem(
                group.how().lane(), group.number(), slice, group.how().order().priority());
    }

    private record Ranked(int rank, NewItem item) {}

    private static List<Interval> slices(GroupPlan group) {
        List<Span> taken = new ArrayList<>(group.covered());
        for (Interval item : group.queued()) {
            taken.add(new Span(new Interval(item.from(), item.from()), item.to(), false, true, 0));
        }
        taken.sort(Comparator.comparingLong(span -> span.covered().from()));
        List<Interval> slices = SlicePlanner.plan(
                group.archive(),
                group.limits(),
                taken,
                group.how().coarsest(),
                group.how().windows());
        if (group.how().order().order() == GroupOrder.Order.NEWEST_FIRST) {
            slices = new ArrayList<>(slices);
            Collections.reverse(slices);
        }
        return slices;
    }
}
