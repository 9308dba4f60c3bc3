package org.adei.cache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.Following;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.tail.Followed;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceSlots;
import org.adei.cache.work.SourceStates;
import org.jspecify.annotations.Nullable;

/** Lanes of an engine at work, as {@link CacheEngine#start} made them. Thread-safe. */
public final class Lanes implements AutoCloseable {
    /** How long a connection to a source is reserved without being prolonged. */
    static final Duration SLOT = Duration.ofSeconds(10);

    private final Stop stop;
    private final LaneReports reports;
    private final SourceBook book;
    private final @Nullable CurrentLane current;
    private final @Nullable CurrentLane logTails;
    private final List<ArchiveLane> archives = new ArrayList<>();
    private final Set<Source> logSources = new HashSet<>();

    /**
     * What the processes on one cache share.
     *
     * @param states what the leader says of sources
     * @param queue where the archive's work comes from
     * @param slots connections to sources, each held for {@link #SLOT}
     */
    public record Ports(SourceStates states, WorkQueue queue, SourceSlots slots) {}

    Lanes(GroupWork work, Map<LaneName, Integer> lanes, Ports ports, RunListener listener) {
        stop = work.stop();
        reports = new LaneReports(work.store(), listener, group -> {});
        book = new SourceBook(work, ports.states(), listener, reports, this::found);
        current = tails(work, lanes.get(LaneName.CURRENT));
        Integer threads = lanes.get(LaneName.ARCHIVE);
        if (threads != null) {
            archives.add(archive(work, ports, LaneName.ARCHIVE, threads, listener));
        }
        GroupWork log = work.with(new LogPermission(work.permission()));
        Integer logThreads = lanes.get(LaneName.LOG);
        logTails = tails(log, logThreads);
        if (logThreads != null) {
            archives.add(archive(log, ports, LaneName.LOG, logThreads, listener));
        }
    }

    private @Nullable CurrentLane tails(GroupWork work, @Nullable Integer writers) {
        return writers == null
                ? null
                : new CurrentLane(
                        work.store(), withWriters(work.options().tuning(), writers), reports, work.permission());
    }

    private ArchiveLane archive(GroupWork work, Ports ports, LaneName lane, int threads, RunListener listener) {
        return new ArchiveLane(
                new ArchiveLane.Parts(
                        work,
                        ports.queue(),
                        book::find,
                        new SlotGate(ports.slots(), stop, SLOT.toNanos()),
                        new GroupFaults(work.store(), listener),
                        lane),
                () -> work.permission().threads(lane, threads));
    }

    private static Tuning withWriters(Tuning tuning, int writers) {
        Following now = tuning.current();
        return tuning.following(new Following(now.pollMin(), now.pollMax(), now.overlap(), writers, now.discovery()));
    }

    void start(List<Source> sources) {
        book.start(sources);
        archives.forEach(ArchiveLane::start);
    }

    private synchronized void found(Source source, List<Followed> groups) {
        if (stop.requested()) {
            return;
        }
        List<Followed> logs =
                groups.stream().filter(group -> group.cached().isLog()).toList();
        if (current != null) {
            List<Followed> others = new ArrayList<>(groups);
            others.removeAll(logs);
            current.follow(source, others);
        }
        if (logTails != null && (!logs.isEmpty() || logSources.contains(source))) {
            logSources.add(source);
            logTails.follow(source, logs);
        }
    }

    /** Waits until the engine is asked to stop. */
    public void await() throws InterruptedException {
        while (!stop.requested()) {
            stop.await(Long.MAX_VALUE);
        }
    }

    /** Stops the engine's work, commits what is on its way and gives back all leases; returns within about 10 s. */
    @Override
    public void close() {
        stop.request();
        synchronized (this) {
            if (current != null) {
                current.close();
            }
            if (logTails != null) {
                logTails.close();
            }
        }
        archives.forEach(ArchiveLane::close);
        book.close();
        reports.close();
    }
}
