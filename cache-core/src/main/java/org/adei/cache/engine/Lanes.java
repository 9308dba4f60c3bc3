package org.adei.cache.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final @Nullable ArchiveLane archive;

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
        Integer writers = lanes.get(LaneName.CURRENT);
        current = writers == null
                ? null
                : new CurrentLane(
                        work.store(), withWriters(work.options().tuning(), writers), reports, work.permission());
        Integer threads = lanes.get(LaneName.ARCHIVE);
        archive = threads == null
                ? null
                : new ArchiveLane(
                        new ArchiveLane.Parts(
                                work,
                                ports.queue(),
                                book::find,
                                new SlotGate(ports.slots(), stop, SLOT.toNanos()),
                                new GroupFaults(work.store(), listener)),
                        () -> work.permission().threads(LaneName.ARCHIVE, threads));
    }

    private static Tuning withWriters(Tuning tuning, int writers) {
        Following now = tuning.current();
        return tuning.following(new Following(now.pollMin(), now.pollMax(), now.overlap(), writers, now.discovery()));
    }

    void start(List<Source> sources) {
        book.start(sources);
        if (archive != null) {
            archive.start();
        }
    }

    private synchronized void found(Source source, List<Followed> groups) {
        CurrentLane lane = current;
        if (lane != null && !stop.requested()) {
            lane.follow(source, groups);
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
        }
        if (archive != null) {
            archive.close();
        }
        book.close();
        reports.close();
    }
}
