package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SlicePlanner;

/**
 * Takes stock of groups and of the queue for the planner. Used by the leader's thread. Round trips: one for the
 * queue, and two per lane.
 */
final class Sweep {
    /** How long those who follow the newest rows have to come before the archive does without them. */
    static final long GRACE_NANOS = 20_000_000_000L;

    static final List<LaneName> PLANNED = List.of(LaneName.ARCHIVE, LaneName.LOG);

    private final CacheStore store;
    private final Setup setup;
    private final WorkQueue queue;
    private final Map<Long, Long> unfollowedSince = new HashMap<>();

    Sweep(CacheStore store, Setup setup, WorkQueue queue) {
        this.store = store;
        this.setup = setup;
        this.queue = queue;
    }

    /**
     * What to add to the queue.
     *
     * @param items what there is room for
     * @param full whether there may be more when there is room
     */
    record Found(List<NewItem> items, boolean full) {}

    /**
     * Looks for what is missing.
     *
     * @param now nanoseconds of a clock that only goes on
     * @param leading asked before each group; once false nothing is found
     */
    Found find(List<KnownGroup> groups, long now, BooleanSupplier leading) {
        List<LaneDepth> depths = queue.depths();
        List<NewItem> found = new ArrayList<>();
        boolean full = false;
        for (LaneName lane : PLANNED) {
            List<KnownGroup> own =
                    groups.stream().filter(group -> lane(group) == lane).toList();
            int room = room(setup, depths, lane);
            List<NewItem> items = own.isEmpty() || room == 0 ? List.of() : find(lane, own, room, now, leading);
            full |= !own.isEmpty() && items.size() == room;
            found.addAll(items);
        }
        return leading.getAsBoolean() ? new Found(found, full) : new Found(List.of(), false);
    }

    static LaneName lane(KnownGroup group) {
        return group.cached().isLog() ? LaneName.LOG : LaneName.ARCHIVE;
    }

    /** Each lane has its own, so that one whose items nobody does holds up no other. */
    static int room(Setup setup, List<LaneDepth> depths, LaneName lane) {
        long open = depths.stream()
                .filter(depth -> depth.lane() == lane)
                .mapToLong(LaneDepth::open)
                .sum();
        return (int) Math.max(0, setup.schedule().queue() - open);
    }

    private List<NewItem> find(LaneName lane, List<KnownGroup> groups, int room, long now, BooleanSupplier leading) {
        Map<Long, List<Interval>> items = queue.items(lane);
        Map<Long, List<Span>> spans = store.coverage().spans();
        List<GroupPlan> plans = new ArrayList<>();
        for (KnownGroup group : groups) {
            if (!leading.getAsBoolean()) {
                return List.of();
            }
            long number = group.cached().number();
            List<Span> aligned = aligned(group, spans.getOrDefault(number, List.of()));
            plans.add(plan(group, aligned, items.getOrDefault(number, List.of()), now));
        }
        return WorkPlanner.plan(plans, room);
    }

    private GroupPlan plan(KnownGroup group, List<Span> spans, List<Interval> queued, long now) {
        long number = group.cached().number();
        GroupPlan plan = plan(setup, group, spans, queued, true);
        if (plan.isFollowed()) {
            unfollowedSince.remove(number);
            return plan;
        }
        boolean alone = now - unfollowedSince.computeIfAbsent(number, missing -> now) > GRACE_NANOS;
        return alone ? plan(setup, group, spans, queued, false) : plan;
    }

    /**
     * What planning looks at in a group.
     *
     * @param expected whether somebody who follows the newest rows is there or may yet come
     */
    static GroupPlan plan(Setup setup, KnownGroup group, List<Span> spans, List<Interval> queued, boolean expected) {
        CachedGroup cached = group.cached();
        GroupPlan.How how = new GroupPlan.How(
                lane(group),
                setup.schedule().order(cached.id().toString()),
                cached.ladder().coarsest(),
                setup.tuning().sliceWindows(),
                expected ? setup.tuning().current().overlap().toNanos() : -1);
        return new GroupPlan(cached.number(), group.extent(), group.group().limits(), spans, queued, how);
    }

    /** The coverage after parts that began inside of a window are forgotten; one that is at work is left for later. */
    private List<Span> aligned(KnownGroup group, List<Span> spans) {
        Level coarsest = group.cached().ladder().coarsest();
        List<Interval> wrong = SlicePlanner.misaligned(group.group().limits(), spans, coarsest);
        if (wrong.isEmpty()) {
            return spans;
        }
        try {
            wrong.forEach(interval -> store.coverage().forget(group.cached(), interval));
        } catch (CacheException e) {
            return spans;
        }
        return store.coverage().spans(group.cached());
    }
}
