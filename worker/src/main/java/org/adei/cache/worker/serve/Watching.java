package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.adei.cache.control.Control;
import org.adei.cache.failure.CacheException;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.store.mariadb.PoolUse;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceState;

/** Looks each second at what a process has at work, on threads of its own. Closing it forgets its gauges. */
public final class Watching implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;
    private static final long SHARED_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Subject subject;
    private final Tools tools;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<LaneName, LaneDepth> depths = new EnumMap<>(LaneName.class);
    private final Map<String, PoolUse> pools = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = List.of(
            new Thread(() -> repeat(this::look, EVERY_MILLIS), "adei-watch"),
            new Thread(() -> repeat(this::lookAtShared, SHARED_MILLIS), "adei-watch-shared"));

    /**
     * What is looked at.
     *
     * @param control what this process is let do
     * @param leads whether it leads
     * @param pools its connections
     * @param shared what all processes share
     * @param lease how long an item may be at work without progress
     */
    public record Subject(
            Control control, BooleanSupplier leads, Supplier<List<PoolUse>> pools, Shared shared, Duration lease) {}

    /**
     * What all processes share.
     *
     * @param queue what lanes have in the queue
     * @param sources what the leader says of sources
     */
    public record Shared(Supplier<List<LaneDepth>> queue, Supplier<List<SourceState>> sources) {}

    /** What a look is written to. */
    record Tools(MeterRegistry registry, Measures measures, Guard guard, LongSupplier clock, Consumer<Health> health) {}

    Watching(Subject subject, Tools tools) {
        this.subject = subject;
        this.tools = tools;
        gauge(
                "adei_leader",
                "Whether this process leads",
                Tags.empty(),
                () -> subject.leads().getAsBoolean() ? 1 : 0);
        gauge(
                "adei_control_up",
                "Whether the cache could be read at the last look",
                Tags.empty(),
                () -> subject.control().fault().isEmpty() ? 1 : 0);
        for (LaneName lane : LaneName.values()) {
            Tags tags = Tags.of("lane", lane.toString());
            gauge(
                    "adei_threads",
                    "Threads of a lane",
                    tags,
                    () -> subject.control().threads().getOrDefault(lane, 0));
            gauge(
                    "adei_stopped",
                    "Whether operators have stopped a lane",
                    tags,
                    () -> subject.control().allows(lane) ? 0 : 1);
            depth("adei_queue_waiting", "Items that nobody works on", lane, each -> each.ready() + each.waiting());
            depth("adei_queue_at_work", "Items that somebody works on", lane, LaneDepth::leased);
            depth("adei_queue_set_aside", "Items in quarantine", lane, LaneDepth::quarantined);
            depth(
                    "adei_queue_oldest_seconds",
                    "Age of the oldest item that is still to do",
                    lane,
                    each -> each.oldest().map(age -> age.toMillis() / 1e3).orElse(0.0));
        }
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void gauge(String name, String text, Tags tags, Supplier<Number> value) {
        meters.add(Gauge.builder(name, value).description(text).tags(tags).register(tools.registry()));
    }

    private void depth(String name, String text, LaneName lane, ToDoubleFunction<LaneDepth> value) {
        gauge(name, text, Tags.of("lane", lane.toString()), () -> {
            synchronized (depths) {
                LaneDepth depth = depths.get(lane);
                return depth == null ? 0 : value.applyAsDouble(depth);
            }
        });
    }

    private void pool(PoolUse pool) {
        synchronized (pools) {
            if (pools.put(pool.name(), pool) != null) {
                return;
            }
        }
        poolGauge(pool.name(), "active", PoolUse::active);
        poolGauge(pool.name(), "idle", PoolUse::idle);
        poolGauge(pool.name(), "waiting", PoolUse::waiting);
        poolGauge(pool.name(), "most", PoolUse::most);
    }

    private void poolGauge(String name, String what, ToDoubleFunction<PoolUse> value) {
        gauge(
                "adei_pool_connections",
                "Connections to the cache, and threads that wait for one",
                Tags.of("pool", name, "state", what),
                () -> {
                    synchronized (pools) {
                        PoolUse use = pools.get(name);
                        return use == null ? 0 : value.applyAsDouble(use);
                    }
                });
    }

    private void repeat(Runnable look, long millis) {
        try {
            do {
                look.run();
            } while (!closed.await(millis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks nobody outside of this process, so that nothing can hold up the guard. */
    private void look() {
        tools.guard().look(subject.control(), subject.lease());
        subject.pools().get().forEach(this::pool);
        tools.health()
                .accept(new Health(
                        subject.control().name(),
                        subject.leads().getAsBoolean(),
                        subject.control().fault().orElse("")));
    }

    private void lookAtShared() {
        try {
            for (LaneDepth depth : subject.shared().queue().get()) {
                synchronized (depths) {
                    depths.put(depth.lane(), depth);
                }
                boolean mine = subject.control().threads().getOrDefault(depth.lane(), 0) > 0;
                boolean left = mine && depth.ready() > 0 && depth.leased() == 0;
                tools.measures().activity(depth.lane()).waiting(left);
            }
            for (SourceState source : subject.shared().sources().get()) {
                tools.measures().sourceOfLeader(source.name(), source.reachable());
            }
        } catch (CacheException e) {
            // control names a cache that cannot be read; the depths stay as they were
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        meters.forEach(tools.registry()::remove);
        tools.health().accept(Health.STARTING);
    }
}
