package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Nanos;
import org.adei.cache.store.Claim;
import org.adei.cache.work.LaneName;

/** Counts what a process does, as it hears of it. Thread-safe. */
public final class Measures implements WriteListener {
    private final MeterRegistry registry;
    private final GroupLags lags;
    private final Map<LaneName, Writing> writing = new EnumMap<>(LaneName.class);
    private final Map<LaneName, Activity> activities = new EnumMap<>(LaneName.class);
    private final Map<String, Up> sources = new ConcurrentHashMap<>();
    private final Map<LaneName, Rounds> rounds = new EnumMap<>(LaneName.class);
    private final ItemsAtWork items;
    private final Counter rests;
    private final Counter healedWindows;
    private final Counter lostWindows;
    private final Counter lostRows;

    /**
     * Makes counters that stand at zero.
     *
     * @param ladder levels of the setup
     * @param clock nanoseconds of a clock that only goes on
     */
    public Measures(MeterRegistry registry, Ladder ladder, LongSupplier clock) {
        this.registry = registry;
        this.items = new ItemsAtWork(clock);
        this.lags = new GroupLags(registry, ladder, clock);
        this.rests = Counter.builder("adei_archive_rest_seconds")
                .description("Time for which the archive gave way to the newest rows")
                .register(registry);
        this.healedWindows = Counter.builder("adei_healed_windows")
                .description("Windows of the coarsest level that differed from their source and are cached anew")
                .register(registry);
        this.lostWindows = Counter.builder("adei_lost_windows")
                .description("Closed windows of this worker that a failover lost; they are cached again")
                .register(registry);
        this.lostRows = Counter.builder("adei_lost_rows")
                .description("Raw rows of this worker that a failover lost; they are cached again")
                .register(registry);
        for (LaneName lane : LaneName.values()) {
            writing.put(lane, new Writing(registry, lane));
            activities.put(lane, new Activity(clock));
            rounds.put(lane, new Rounds(clock));
        }
    }

    /** Counters of what a lane writes. */
    private static final class Writing {
        private final Counter rows;
        private final Counter bytes;
        private final Counter lost;
        private final Counter failed;
        private final Counter retries;
        private final Timer commits;

        Writing(MeterRegistry registry, LaneName lane) {
            Tags tags = Tags.of("lane", lane.toString());
            rows = counter(registry, tags, "adei_rows", "Raw rows committed");
            bytes = counter(registry, tags, "adei_bytes", "Committed rows and windows as plain numbers");
            lost = counter(registry, tags, "adei_leases_lost", "Leases that had run out when they were to be used");
            failed = counter(registry, tags, "adei_writes_failed", "Batches that could not be written");
            retries = counter(registry, tags, "adei_retries", "Work that is tried again after a passing fault");
            commits = Timer.builder("adei_commit")
                    .description("Time of a transaction")
                    .tags(tags)
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(1))
                    .maximumExpectedValue(Duration.ofSeconds(10))
                    .register(registry);
        }

        private static Counter counter(MeterRegistry registry, Tags tags, String name, String text) {
            return Counter.builder(name).description(text).tags(tags).register(registry);
        }
    }

    private Writing of(LaneName lane) {
        return java.util.Objects.requireNonNull(writing.get(lane));
    }

    Activity activity(LaneName lane) {
        return java.util.Objects.requireNonNull(activities.get(lane));
    }

    /** Those who follow sources for a lane. */
    Rounds rounds(LaneName lane) {
        return java.util.Objects.requireNonNull(rounds.get(lane));
    }

    ItemsAtWork items() {
        return items;
    }

    GroupLags lags() {
        return lags;
    }

    @Override
    public void began(LaneName lane, Claim slice) {
        activity(lane).began();
        items.began(slice.token(), new ItemsAtWork.Item(lane, name(slice)));
    }

    private static String name(Claim slice) {
        return "slice " + Nanos.toInstant(slice.from()) + " to " + Nanos.toInstant(slice.goal()) + " of group "
                + slice.group().id();
    }

    @Override
    public void advanced(Claim slice) {
        items.progressed(slice.token());
    }

    @Override
    public void ended(LaneName lane, Claim slice) {
        items.ended(slice.token());
        activity(lane).ended();
    }

    /** Somebody begins to take a group's tail over. */
    void taking(LaneName lane, GroupId group) {
        rounds(lane).taking().began();
        items.began(group, new ItemsAtWork.Item(lane, "tail of group " + group));
    }

    /** That has ended. */
    void taken(LaneName lane, GroupId group) {
        items.ended(group);
        rounds(lane).taking().ended();
    }

    /** The newest rows of a group are committed. */
    void followed(LaneName lane, GroupId group, long position) {
        items.progressed(group);
        lags.followed(lane, group, position);
    }

    @Override
    public void committed(LaneName lane, Commit commit) {
        Writing counters = of(lane);
        counters.rows.increment(commit.rows());
        counters.bytes.increment(commit.bytes());
        counters.commits.record(Duration.ofNanos(commit.nanos()));
        activity(lane).progressed();
    }

    @Override
    public void rested(long nanos) {
        rests.increment(nanos / 1e9);
    }

    @Override
    public void lost(long windows, long rows) {
        lostWindows.increment(windows);
        lostRows.increment(rows);
    }

    @Override
    public void failed(LaneName lane, GroupId group, CacheException failure) {
        of(lane).failed.increment();
        if (failure instanceof LeaseLostException) {
            of(lane).lost.increment();
        }
    }

    void healed(int windows) {
        healedWindows.increment(windows);
    }

    void retried(LaneName lane) {
        of(lane).retries.increment();
    }

    /** Forgets what belongs to sources that may not be there any more; what goes on is told of again. */
    void startAnew() {
        rounds.values().forEach(Rounds::clear);
        sources.values().forEach(Up::forget);
        lags.startAnew();
    }

    /** Whether a source answers those who ask it. */
    private static final class Up {
        private volatile boolean here = true;
        private volatile boolean leader = true;

        double value() {
            return here && leader ? 1 : 0;
        }

        void forget() {
            here = true;
            leader = true;
        }
    }

    private Up up(String name) {
        return sources.computeIfAbsent(name, key -> {
            Up up = new Up();
            Gauge.builder("adei_source_up", up, Up::value)
                    .description("Whether a source answers this process and the leader")
                    .tags("source", name)
                    .register(registry);
            return up;
        });
    }

    /** Says whether a source answers this process. */
    void source(String name, boolean answers) {
        up(name).here = answers;
        lags.source(name, answers);
    }

    /** Says whether a source answers the leader. */
    void sourceOfLeader(String name, boolean answers) {
        up(name).leader = answers;
    }
}
