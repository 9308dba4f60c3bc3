package org.adei.cache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.control.Permission;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.queue.mariadb.SkipLockedWorkQueue;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SlicePlanner;
import org.adei.cache.work.mariadb.MariaDbSourceSlots;

/** A process with an archive lane and one group, on a store of its own. */
final class ArchiveNode implements AutoCloseable {
    private static final Duration SLOT = Duration.ofSeconds(10);

    static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);

    final MariaDbCacheStore store;
    final WorkQueue queue;
    final CachedGroup cached;
    final ArchiveLane lane;
    final List<String> notes = new CopyOnWriteArrayList<>();
    final Stop stop = new Stop();
    volatile int threads = 2;
    volatile boolean saidDown;
    final AtomicInteger passedOver = new AtomicInteger();
    private final Tuning tuning;
    private final Source source;
    private final SourceGroup group;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    ArchiveNode(StoreDatabase schema, Source source, Duration lease, Permission permission) {
        this.source = source;
        tuning = new Tuning(new Batching(100, 8 << 20, 2), 1, 2, lease, true);
        store = schema.store(lease);
        queue = new SkipLockedWorkQueue(store.queue(), QueueLimits.of(lease));
        group = source.discover().groups().get(0);
        SliceRunner runner = new SliceRunner(store, tuning::batch, executor);
        SliceCrew crew = new SliceCrew(store, runner, executor, new Places(() -> 8), stop);
        GroupWork work = new GroupWork(store, crew, new GroupWork.Options(LADDER, tuning), stop, permission);
        RunListener listener = new RunListener() {
            @Override
            public void note(String message) {
                notes.add(message);
            }

            @Override
            public void passedOver(LaneName passed) {
                passedOver.incrementAndGet();
            }
        };
        cached = work.register(group, listener);
        SourceBook.Entry entry = new SourceBook.Entry(source, group, cached);
        lane = new ArchiveLane(
                new ArchiveLane.Parts(
                        work,
                        queue,
                        number -> number == cached.number() ? Optional.of(entry) : Optional.empty(),
                        new SlotGate(
                                new MariaDbSourceSlots(store.queue(), SLOT), stop, SLOT.toNanos(), lease.toNanos()),
                        new GroupFaults(
                                store, listener, LaneName.ARCHIVE, new Outages(name -> saidDown, System::nanoTime)),
                        LaneName.ARCHIVE),
                () -> threads);
    }

    /** Puts all that is missing into the queue, in small slices. */
    int plan() {
        List<Interval> slices = SlicePlanner.plan(
                source.extent(group), Interval.ALL, store.coverage().spans(cached), LADDER.coarsest(), 1);
        List<NewItem> items = new ArrayList<>();
        slices.forEach(slice -> items.add(new NewItem(LaneName.ARCHIVE, cached.number(), slice, 50)));
        return queue.enqueue(items).added();
    }

    LaneDepth depth() {
        return queue.depths().get(LaneName.ARCHIVE.ordinal());
    }

    long rows() {
        return store.coverage().spans(cached).stream()
                .mapToLong(span -> span.rows())
                .sum();
    }

    CacheDigest digest() {
        return new DigestReader(store.reader()).digest(cached);
    }

    @Override
    public void close() {
        lane.close();
        executor.shutdown();
    }
}
