package org.adei.cache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.Following;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.tail.Followed;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.Scrubs;
import org.adei.cache.work.SourceSlots;
import org.adei.cache.work.SourceStates;
import org.jspecify.annotations.Nullable;

/** Lanes of an engine at work, as {@link CacheEngine#start} made them. Thread-safe. */
public final class Lanes implements AutoCloseable {
    /** How long a connection to a source is reserved without being prolonged. */
    static final Duration SLOT = Duration.ofSeconds(10);

    private static final long GATE_MILLIS = 500;

    private final Stop stop;
    private final LaneReports reports;
    private final LaneReports logReports;
    private final SourceBook book;
    private final Outages outages;
    private final SourceGate gate;
    private final @Nullable CurrentLane current;
    private final @Nullable CurrentLane logTails;
    private final List<ArchiveLane> archives = new ArrayList<>();
    private @Nullable ScrubLane scrub;
    private final Set<Source> logSources = new HashSet<>();

    /**
     * What the processes on one cache share.
     *
     * @param states what the leader says of sources
     * @param queue where the archive's work comes from
     * @param slots connections to sources, each held for {@link #SLOT}
     * @param scrubs whose turn it is to be compared with its source
     */
    public record Ports(SourceStates states, WorkQueue queue, SourceSlots slots, Scrubs scrubs) {}

    /** What else an engine compares with its sources, and how often. */
    record Scrubbing(GroupScrub scrub, Duration period) {}

    Lanes(GroupWork work, Map<LaneName, Integer> lanes, Ports ports, Scrubbing scrubbing, RunListener listener) {
        stop = work.stop();
        reports = new LaneReports(work.store(), listener, LaneName.CURRENT, group -> {});
        logReports = new LaneReports(work.store(), listener, LaneName.LOG, group -> {});
        book = new SourceBook(work, ports.states(), listener, reports, this::found);
        outages = new Outages(book::isDown, System::nanoTime);
        gate = new SlotGate(
                ports.slots(),
                stop,
                SLOT.toNanos(),
                work.options().tuning().lease().toNanos());
        current = tails(work, lanes.get(LaneName.CURRENT), reports);
        Integer threads = lanes.get(LaneName.ARCHIVE);
        if (threads != null) {
            GroupFaults faults = new GroupFaults(work.store(), listener, LaneName.ARCHIVE, outages);
            archives.add(archive(work, ports, faults, LaneName.ARCHIVE, threads));
            if (!scrubbing.period().isZero()) {
                scrub = new ScrubLane(
                        new ScrubLane.Parts(work, scrubbing.scrub(), ports.scrubs(), book::all, gate, faults),
                        scrubbing.period());
            }
        }
        GroupWork log = work.with(new LogPermission(work.permission()));
        Integer logThreads = lanes.get(LaneName.LOG);
        logTails = tails(log, logThreads, logReports);
        if (logThreads != null) {
            GroupFaults faults = new GroupFaults(work.store(), listener, LaneName.LOG, outages);
            archives.add(archive(log, ports, faults, LaneName.LOG, logThreads));
        }
    }

    private static @Nullable CurrentLane tails(GroupWork work, @Nullable Integer writers, LaneReports told) {
        return writers == null
                ? null
                : new CurrentLane(work.store(), withWriters(work.options().tuning(), writers), told, work.permission());
    }

    private ArchiveLane archive(GroupWork work, Ports ports, GroupFaults faults, LaneName lane, int threads) {
        return new ArchiveLane(
                new ArchiveLane.Parts(work, ports.queue(), book::find, gate, faults, lane),
                () -> work.permission().threads(lane, threads));
    }

    private static Tuning withWriters(Tuning tuning, int writers) {
        Following now = tuning.current();
        return tuning.following(new Following(now.pollMin(), now.pollMax(), now.overlap(), writers, now.discovery()));
    }

    private void keepGate() {
        try {
            while (!stop.requested()) {
                gate.tick();
                stop.await(GATE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start(List<Source> sources) {
        Thread keeper = new Thread(this::keepGate, "adei-gate");
        keeper.setDaemon(true);
        keeper.start();
        book.start(sources);
        archives.forEach(ArchiveLane::start);
        if (scrub != null) {
            scrub.start();
        }
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
            current.follow(new CatchUpSource(source, gate), others);
        }
        if (logTails != null && (!logs.isEmpty() || logSources.contains(source))) {
            logSources.add(source);
            logReports.has(source, logs.stream().map(each -> each.group().id()).collect(Collectors.toSet()));
            logTails.follow(new CatchUpSource(source, gate), logs);
        }
    }

    /** Waits until the engine is asked to stop. */
    public void await() throws InterruptedException {
        while (!stop.requested()) {
            stop.await(Long.MAX_VALUE);
        }
    }

    /**
     * Stops the engine's work, commits what is on its way and gives back all leases; returns within about 6 s. A source
     * that does not answer holds up nobody: what it was asked for is given back.
     */
    @Override
    public void close() {
        stop.request();
        List<Runnable> parts = new ArrayList<>();
        synchronized (this) {
            // whoever was handing groups over is done, and nobody does so any more
            if (current != null) {
                parts.add(current::close);
            }
            if (logTails != null) {
                parts.add(logTails::close);
            }
        }
        archives.forEach(lane -> parts.add(lane::close));
        if (scrub != null) {
            parts.add(scrub::close);
        }
        parts.add(book::close);
        allAtOnce(parts);
        reports.close();
        logReports.close();
    }

    private static void allAtOnce(List<Runnable> parts) {
        List<Thread> threads =
                parts.stream().map(part -> new Thread(part, "adei-farewell")).toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
