package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adei.cache.control.Permission;
import org.adei.cache.work.LaneName;

/** Looks at the lanes and their items each second and tells of those that stand still, once. Used by one thread; read by any. */
final class Guard {
    /** Items that are named; all are counted. */
    private static final int MOST_NAMED = 10;

    private final Measures measures;
    private final LongSupplier clock;
    private final Consumer<String> notes;
    private final Map<LaneName, Watchdog.State> states = new EnumMap<>(LaneName.class);
    private final Set<LaneName> stalled = ConcurrentHashMap.newKeySet();
    private volatile List<ItemsAtWork.Item> stuck = List.of();
    private long lookedAt;

    /**
     * Makes a guard that has not looked yet.
     *
     * @param notes hears of stalls, and of their ends
     */
    Guard(MeterRegistry registry, Measures measures, LongSupplier clock, Consumer<String> notes) {
        this.measures = measures;
        this.clock = clock;
        this.notes = notes;
        this.lookedAt = clock.getAsLong();
        for (LaneName lane : LaneName.values()) {
            Gauge.builder("adei_stalled", stalled, all -> all.contains(lane) ? 1 : 0)
                    .description("Whether a lane makes no progress while there is work")
                    .tags("lane", lane.toString())
                    .register(registry);
            Gauge.builder("adei_items_stalled", this, guard -> guard.stuck(lane))
                    .description("Items that made no progress for longer than their lease")
                    .tags("lane", lane.toString())
                    .register(registry);
        }
    }

    private long stuck(LaneName lane) {
        return stuck.stream().filter(item -> item.lane() == lane).count();
    }

    /**
     * One look.
     *
     * @param lease how long an item may be at work without progress
     */
    void look(Permission permission, Duration lease) {
        long now = clock.getAsLong();
        for (LaneName lane : LaneName.values()) {
            Watchdog.State before = states.getOrDefault(lane, Watchdog.State.at(now));
            Watchdog.State after = Watchdog.judge(before, looked(lane, permission), now);
            states.put(lane, after);
            if (after.stalled() && stalled.add(lane)) {
                notes.accept(text(lane));
            } else if (!after.stalled() && stalled.remove(lane)) {
                notes.accept("lane " + lane + " makes progress again");
            }
        }
        if (now - lookedAt > Watchdog.LATE.toNanos()) {
            measures.items().restart();
        }
        lookedAt = now;
        lookAtItems(measures.items().stuck(lease.toNanos()));
    }

    /** One stuck item hides behind the others of its lane, which go on. */
    private void lookAtItems(List<ItemsAtWork.Item> now) {
        List<ItemsAtWork.Item> before = stuck;
        stuck = now;
        now.stream().filter(item -> !before.contains(item)).forEach(item -> notes.accept(text(item)));
        before.stream()
                .filter(item -> !now.contains(item))
                .forEach(item -> notes.accept(item.name() + " goes on, or was given up"));
    }

    /**
     * A lane that follows sources has work all the time: it moves while all of them are come round to, what they show is
     * committed, and tails are taken. What it caches beside that has to move, too.
     */
    private Watchdog.Look looked(LaneName lane, Permission permission) {
        Watchdog.Look look = measures.activity(lane).look();
        OptionalLong round = measures.rounds(lane).oldest();
        if (!permission.allows(lane)) {
            return new Watchdog.Look(false, look.progressAt());
        }
        if (round.isEmpty()) {
            return look;
        }
        long moved = round.getAsLong();
        if (look.work() || measures.lags().anyBehind(lane)) {
            moved = Math.min(moved, look.progressAt());
        }
        Watchdog.Look taking = measures.rounds(lane).taking().look();
        if (taking.work()) {
            moved = Math.min(moved, Math.max(taking.progressAt(), look.progressAt()));
        }
        return new Watchdog.Look(true, moved);
    }

    private static String text(LaneName lane) {
        return "lane " + lane + " stands still: it has work and made no progress for " + Watchdog.PATIENCE.toSeconds()
                + " s; see whether its source and the cache answer";
    }

    private static String text(ItemsAtWork.Item item) {
        return item.name() + " stands still in lane " + item.lane()
                + ": it made no progress for longer than its lease; see whether its source answers a query about it";
    }

    /** What the list of workers says of this process; empty if all is well. */
    String complaint() {
        return Stream.concat(
                        stalled.stream().sorted().map(Guard::text),
                        stuck.stream().limit(MOST_NAMED).map(Guard::text))
                .collect(Collectors.joining("; "));
    }

    /** Names of items that stand still, the first of them if they are many. */
    List<String> stuck() {
        return stuck.stream().limit(MOST_NAMED).map(ItemsAtWork.Item::name).toList();
    }

    Set<LaneName> stalled() {
        return Set.copyOf(stalled);
    }
}
