package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adei.cache.model.Interval;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.GroupOrder;
import org.adei.cache.settings.Setup;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.store.Storage;
import org.adei.cache.work.LaneName;

/**
 * What the leader would put into the queue if it looked now, by the same planning; nothing is written. Used by one
 * thread. Round trips: one for the queue, one for the coverage, one for the catalogue and one per lane.
 */
public final class DryRun {
    private final Setup setup;
    private final CacheStore store;
    private final WorkQueue queue;

    /** Plans for a setup; store and queue stay the caller's. */
    public DryRun(Setup setup, CacheStore store, WorkQueue queue) {
        this.setup = setup;
        this.store = store;
        this.queue = queue;
    }

    /**
     * A group as its source has it.
     *
     * @param extent what the source has
     */
    public record Asked(SourceGroup group, Interval extent) {}

    /**
     * What would be done for a group.
     *
     * @param order which end comes first, and before which other groups
     * @param followed whether a worker follows its newest rows now, which are no part of the slices then
     * @param queued its items in the queue, those at work and set aside too
     * @param slices what is missing beside that, in the order in which it is done
     * @param now how many of the slices the queue has room for
     * @param turn place of the first slice among those of all groups of the lane, from 1 on; 0 if there is none
     */
    public record Line(
            SourceGroup group,
            LaneName lane,
            GroupOrder order,
            boolean followed,
            int queued,
            List<Interval> slices,
            int now,
            int turn) {
        public Line {
            slices = List.copyOf(slices);
        }
    }

    /**
     * The plan, groups in the order given.
     *
     * @param followers whether workers that follow newest rows are there: then these are left to them
     */
    public List<Line> plan(List<Asked> groups, boolean followers) {
        List<KnownGroup> known = known(groups);
        List<LaneDepth> depths = queue.depths();
        Map<Long, List<Span>> spans = store.coverage().spans();
        Map<Long, Line> lines = new HashMap<>();
        for (LaneName lane : Sweep.PLANNED) {
            Map<Long, List<Interval>> items = queue.items(lane);
            Map<KnownGroup, GroupPlan> plans = new LinkedHashMap<>();
            for (KnownGroup group : known) {
                if (Sweep.lane(group) == lane) {
                    long number = group.cached().number();
                    List<Span> covered = spans.getOrDefault(number, List.of());
                    List<Interval> queued = items.getOrDefault(number, List.of());
                    plans.put(group, Sweep.plan(setup, group, covered, queued, followers));
                }
            }
            lines.putAll(lines(plans, Sweep.room(setup, depths, lane)));
        }
        return known.stream()
                .flatMap(group -> Stream.ofNullable(lines.get(group.cached().number())))
                .toList();
    }

    private static Map<Long, Line> lines(Map<KnownGroup, GroupPlan> plans, int room) {
        List<NewItem> all = WorkPlanner.plan(List.copyOf(plans.values()), Integer.MAX_VALUE);
        Map<Long, List<Integer>> turns = new HashMap<>();
        for (int turn = 0; turn < all.size(); turn++) {
            turns.computeIfAbsent(all.get(turn).group(), number -> new ArrayList<>())
                    .add(turn);
        }
        Map<Long, Line> lines = new HashMap<>();
        plans.forEach((group, plan) -> {
            List<Integer> own = turns.getOrDefault(plan.number(), List.of());
            Line line = new Line(
                    group.group(),
                    plan.how().lane(),
                    plan.how().order(),
                    plan.isFollowed(),
                    plan.queued().size(),
                    own.stream().map(turn -> all.get(turn).interval()).toList(),
                    (int) own.stream().filter(turn -> turn < room).count(),
                    own.isEmpty() ? 0 : own.get(0) + 1);
            lines.put(plan.number(), line);
        });
        return lines;
    }

    /** Groups that the catalogue does not have yet get numbers that it never gives. */
    private List<KnownGroup> known(List<Asked> groups) {
        Map<String, CachedGroup> catalogue = new HashMap<>();
        store.catalogue().groups().forEach(group -> catalogue.put(group.id().toString(), group));
        List<KnownGroup> known = new ArrayList<>();
        for (Asked asked : groups) {
            SourceGroup group = asked.group();
            CachedGroup fresh = new CachedGroup(
                    -1L - known.size(),
                    group.id(),
                    group.channels(),
                    setup.levels(),
                    new Storage(
                            setup.tuning().raw(),
                            StorageLayout.byDefault(group.channels().size())));
            CachedGroup cached = catalogue.getOrDefault(group.id().toString(), fresh);
            known.add(new KnownGroup(group, cached, asked.extent()));
        }
        return known;
    }
}
