package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.adei.cache.control.Permission;
import org.adei.cache.work.LaneName;

/** Looks at the lanes each second and tells of those that stand still, once. Used by one thread; read by any. */
final class Guard {
    private final Measures measures;
    private final LongSupplier clock;
    private final Consumer<String> notes;
    private final Map<LaneName, Watchdog.State> states = new EnumMap<>(LaneName.class);
    private final Set<LaneName> stalled = ConcurrentHashMap.newKeySet();

    /**
     * Makes a guard that has not looked yet.
     *
     * @param notes hears of stalls, and of their ends
     */
    Guard(MeterRegistry registry, Measures measures, LongSupplier clock, Consumer<String> notes) {
        this.measures = measures;
        this.clock = clock;
        this.notes = notes;
        for (LaneName lane : LaneName.values()) {
            Gauge.builder("adei_stalled", stalled, all -> all.contains(lane) ? 1 : 0)
                    .description("Whether a lane makes no progress while there is work")
                    .tags("lane", lane.toString())
                    .register(registry);
        }
    }

    /** One look. */
    void look(Permission permission) {
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
    }

    /**
     * The current lane has work as long as it follows sources. It moves while all of them are come round to, what they
     * show is committed, and tails are taken.
     */
    private Watchdog.Look looked(LaneName lane, Permission permission) {
        Watchdog.Look look = measures.activity(lane).look();
        if (!permission.allows(lane)) {
            return new Watchdog.Look(false, look.progressAt());
        }
        if (lane != LaneName.CURRENT) {
            return look;
        }
        long moved = measures.oldestRound();
        if (measures.lags().anyBehind()) {
            moved = Math.min(moved, look.progressAt());
        }
        Watchdog.Look taking = measures.taking().look();
        if (taking.work()) {
            moved = Math.min(moved, Math.max(taking.progressAt(), look.progressAt()));
        }
        return new Watchdog.Look(true, moved);
    }

    private static String text(LaneName lane) {
        return "lane " + lane + " stands still: it has work and made no progress for " + Watchdog.PATIENCE.toSeconds()
                + " s; see whether its source and the cache answer";
    }

    /** What the list of workers says of this process; empty if all is well. */
    String complaint() {
        return stalled.stream().sorted().map(Guard::text).collect(Collectors.joining("; "));
    }

    Set<LaneName> stalled() {
        return Set.copyOf(stalled);
    }
}
