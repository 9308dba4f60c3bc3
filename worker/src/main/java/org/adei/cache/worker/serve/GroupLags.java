package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/** How far each followed group is behind its source, per level, in the time of the rows. Thread-safe. */
final class GroupLags {
    /** Groups with metrics of their own; those beyond are counted. */
    static final int MOST = 1_000;

    private final Map<GroupId, Lag> lags = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Ladder ladder;
    private final AtomicLong beyond = new AtomicLong();
    private final Map<String, Long> downSince = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    GroupLags(MeterRegistry registry, Ladder ladder, LongSupplier clock) {
        this.clock = clock;
        this.registry = registry;
        this.ladder = ladder;
        Gauge.builder("adei_lag_groups_left_out", beyond, AtomicLong::get)
                .description("Groups without a lag of their own here, since there are too many")
                .register(registry);
        Gauge.builder("adei_groups_failing", this, GroupLags::countFailing)
                .description("Groups that this process should follow and cannot at present")
                .register(registry);
        Gauge.builder("adei_failing_seconds", this, GroupLags::longestFailing)
                .description("Time since the one of them that fails for longest was last known to be well")
                .register(registry);
    }

    /**
     * The newest row that the source has, and the position that is cached; while that cannot be known since the group or
     * its source fails, the time for which it does is the least that has to be added.
     */
    private final class Lag {
        private final String source;
        private volatile LaneName lane;
        private volatile @Nullable Long failingSince;
        private volatile long newest = Long.MIN_VALUE;
        private volatile long position = Long.MIN_VALUE;

        Lag(GroupId group, LaneName lane) {
            this.source = group.server();
            this.lane = lane;
        }

        /** Seconds for which it has not been known how the group is; zero if it is known, or another's business. */
        double failing() {
            Long since = failingSince;
            Long down = position == Long.MIN_VALUE ? null : downSince.get(source);
            long now = clock.getAsLong();
            return Math.max(since == null ? 0 : now - since, down == null ? 0 : now - down) / 1e9;
        }

        boolean isBehind() {
            return newest >= position
                    && newest != Long.MIN_VALUE
                    && failingSince == null
                    && !downSince.containsKey(source);
        }

        double seconds(long end) {
            return failing() + (newest < end || position == Long.MIN_VALUE ? 0 : (newest - end) / 1e9);
        }

        double raw() {
            return seconds(position);
        }

        double closed(Level level) {
            return position == Long.MIN_VALUE ? failing() : seconds(level.floor(position));
        }
    }

    private Lag of(LaneName lane, GroupId group) {
        return lags.computeIfAbsent(group, id -> {
            Lag lag = new Lag(id, lane);
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

    void seen(LaneName lane, GroupId group, long last) {
        of(lane, group).newest = last;
    }

    void followed(LaneName lane, GroupId group, long position) {
        Lag lag = of(lane, group);
        lag.lane = lane;
        lag.position = position;
        lag.newest = Math.max(lag.newest, position - 1);
    }

    void left(GroupId group) {
        Lag lag = lags.get(group);
        if (lag != null) {
            lag.newest = Long.MIN_VALUE;
            lag.position = Long.MIN_VALUE;
            lag.failingSince = null;
        }
    }

    /** A group that is to be followed here could not be. */
    void failing(LaneName lane, GroupId group) {
        Lag lag = of(lane, group);
        if (lag.failingSince == null) {
            lag.failingSince = clock.getAsLong();
        }
    }

    void recovered(GroupId group) {
        Lag lag = lags.get(group);
        if (lag != null) {
            lag.failingSince = null;
        }
    }

    /** Says whether a source answers: while it does not, none of its groups that are followed here can be known. */
    void source(String name, boolean answers) {
        if (answers) {
            downSince.remove(name);
        } else {
            downSince.putIfAbsent(name, clock.getAsLong());
        }
    }

    /** Takes all sources as answering until it is told otherwise. */
    void startAnew() {
        downSince.clear();
    }

    private double countFailing() {
        return lags.values().stream().filter(lag -> lag.failing() > 0).count();
    }

    private double longestFailing() {
        return lags.values().stream().mapToDouble(Lag::failing).max().orElse(0);
    }

    /** Whether the source of a group that a lane follows has shown rows that are not cached, and nothing is known to fail. */
    boolean anyBehind(LaneName lane) {
        return lags.values().stream().anyMatch(lag -> lag.lane == lane && lag.isBehind());
    }
}
