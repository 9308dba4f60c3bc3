package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;

/** How far each followed group is behind its source, per level, in the time of the rows. Thread-safe. */
final class GroupLags {
    /** Groups with metrics of their own; those beyond are counted. */
    static final int MOST = 1_000;

    private final Map<GroupId, Lag> lags = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Ladder ladder;
    private final AtomicLong beyond = new AtomicLong();

    GroupLags(MeterRegistry registry, Ladder ladder) {
        this.registry = registry;
        this.ladder = ladder;
        Gauge.builder("adei_lag_groups_left_out", beyond, AtomicLong::get)
                .description("Groups without a lag of their own here, since there are too many")
                .register(registry);
    }

    /** The newest row that the source has, and the position that is cached. */
    private static final class Lag {
        private volatile long newest = Long.MIN_VALUE;
        private volatile long position = Long.MIN_VALUE;

        double seconds(long end) {
            return newest < end || position == Long.MIN_VALUE ? 0 : (newest - end) / 1e9;
        }

        double raw() {
            return seconds(position);
        }

        double closed(Level level) {
            return position == Long.MIN_VALUE ? 0 : seconds(level.floor(position));
        }
    }

    private Lag of(GroupId group) {
        return lags.computeIfAbsent(group, id -> {
            Lag lag = new Lag();
            if (lags.size() < MOST) {
                register(id, lag);
            } else {
                beyond.incrementAndGet();
            }
            return lag;
        });
    }

    private void register(GroupId group, Lag lag) {
        Tags tags = Tags.of("group", group.toString());
        gauge(tags.and("level", "raw"), lag, Lag::raw);
        for (Level level : ladder.levels()) {
            gauge(tags.and("level", level.toString()), lag, each -> each.closed(level));
        }
    }

    private void gauge(Tags tags, Lag lag, java.util.function.ToDoubleFunction<Lag> value) {
        Gauge.builder("adei_lag_seconds", lag, value)
                .description("Time of the rows between the newest of the source and the end of what is cached")
                .tags(tags)
                .register(registry);
    }

    void seen(GroupId group, long last) {
        of(group).newest = last;
    }

    void followed(GroupId group, long position) {
        Lag lag = of(group);
        lag.position = position;
        lag.newest = Math.max(lag.newest, position - 1);
    }

    void left(GroupId group) {
        Lag lag = lags.get(group);
        if (lag != null) {
            lag.newest = Long.MIN_VALUE;
            lag.position = Long.MIN_VALUE;
        }
    }

    /** Whether the source of a group has shown rows that are not cached. */
    boolean anyBehind() {
        return lags.values().stream().anyMatch(lag -> lag.newest >= lag.position && lag.newest != Long.MIN_VALUE);
    }
}
