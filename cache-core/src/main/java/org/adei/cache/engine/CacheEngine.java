package org.adei.cache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.adei.cache.control.Permission;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.doctor.ServerSettings;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.DamagedException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.measure.ObservedStore;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.queue.mariadb.SkipLockedWorkQueue;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.PoolUse;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.Scrubs;
import org.adei.cache.work.SourceSlots;
import org.adei.cache.work.SourceStates;
import org.adei.cache.work.mariadb.MariaDbScrubs;
import org.adei.cache.work.mariadb.MariaDbSourceSlots;
import org.adei.cache.work.mariadb.MariaDbSourceStates;

/**
 * Caches the groups of some sources in one store. Thread-safe; owns its sources, its store and its threads and closes
 * them all.
 */
public final class CacheEngine implements AutoCloseable {
    /** One stands for the process, the others answer queries and status. */
    private static final int CONNECTIONS_BESIDE = 16;

    /** One writes, one claims and gives back. */
    private static final int CONNECTIONS_PER_SLICE = 2;

    /** As many as one process may be told to work on. */
    private static final int MOST_SLICES = 64;

    private static final int SOURCE_SECONDS = 1;
    private static final int SCRUB_PART = 8;

    private final CacheStore store;
    private final List<Source> sources;
    private final Queries queries;
    private final GroupWork.Options options;
    private final Tuning tuning;
    private final ThreadPoolExecutor groups;
    private final ExecutorService readers;
    private final ExecutorService writers;
    private final Places places;
    private final Stop stop = new Stop();
    private volatile Permission permission = Permission.ALWAYS;

    /**
     * Makes an engine from objects.
     *
     * @param store the cache
     * @param sources what to read, each with a name of its own
     * @param ladder levels of all groups
     * @param tuning limits of the work
     */
    public CacheEngine(CacheStore store, List<Source> sources, Ladder ladder, Tuning tuning) {
        this.store = store;
        this.sources = List.copyOf(sources);
        this.options = new GroupWork.Options(ladder, tuning);
        this.tuning = tuning;
        this.groups = new ThreadPoolExecutor(
                tuning.parallelSlices(),
                MOST_SLICES,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                named("adei-group"));
        this.readers = Executors.newCachedThreadPool(named("adei-read"));
        this.queries = new Queries(store, SourceAnswers.desk(this.sources, ladder, tuning, readers, stop), stop);
        this.places = new Places(this::slices);
        this.writers = Executors.newCachedThreadPool(named("adei-write"));
    }

    /**
     * Opens store and sources of a configuration.
     *
     * @throws CacheException if the cache cannot be used; sources are not asked yet
     */
    public static CacheEngine open(Setup setup) {
        return open(setup, new WriteListener() {});
    }

    /** The same with somebody who hears of all that is written. */
    public static CacheEngine open(Setup setup, WriteListener listener) {
        int connections = CONNECTIONS_BESIDE + CONNECTIONS_PER_SLICE * MOST_SLICES;
        MariaDbCacheStore cache = MariaDbCacheStore.open(
                setup.cache(), setup.cluster(), setup.tuning().lease(), connections);
        cache.tellLosses(listener::lost);
        return over(cache, setup, listener);
    }

    /**
     * For who only asks queries: where the cache is on several servers and none of them reigns, copies answer. The rest
     * waits for a master then, and fails if none comes.
     *
     * @throws CacheException if no server of the cache can be used; sources are not asked yet
     */
    public static CacheEngine openToRead(Setup setup) {
        return over(
                MariaDbCacheStore.openToRead(
                        setup.cache(), setup.cluster(), setup.tuning().lease(), CONNECTIONS_BESIDE),
                setup,
                new WriteListener() {});
    }

    private static CacheEngine over(CacheStore bare, Setup setup, WriteListener listener) {
        Tuning limits = setup.tuning();
        CacheStore store = new ObservedStore(bare, listener, System::nanoTime);
        List<Source> sources = new ArrayList<>();
        try {
            setup.sources().forEach((name, settings) -> sources.add(settings.open(name)));
            return new CacheEngine(store, sources, setup.levels(), setup.tuning());
        } catch (RuntimeException e) {
            sources.forEach(Source::close);
            store.close();
            throw e;
        }
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Lets somebody say what this process may do, from the next start of a run on; it is asked before each piece of work
     * and after each batch. Without it everything is allowed.
     */
    public void obey(Permission who) {
        permission = who;
    }

    private GroupWork work() {
        long heap = Runtime.getRuntime().maxMemory();
        SliceRunner runner = new SliceRunner(store, () -> tuning.batch().within(heap, slices()), writers);
        SliceCrew crew = new SliceCrew(store, runner, readers, places, stop);
        return new GroupWork(store, crew, options, stop, permission);
    }

    /** Slices that this process may work on at once; the threads for groups follow. */
    private int slices() {
        int now = Math.min(MOST_SLICES, permission.threads(LaneName.ARCHIVE, tuning.parallelSlices()));
        if (now > 0 && groups.getCorePoolSize() != now) {
            groups.setCorePoolSize(now);
        }
        return now;
    }

    public CacheStore store() {
        return store;
    }

    public List<Source> sources() {
        return sources;
    }

    /** Asks every source for its groups now; a source that cannot be asked is a problem, not a failure. */
    public Map<Source, Discovery> discover() {
        Map<Source, Discovery> found = new LinkedHashMap<>();
        for (Source source : sources) {
            try {
                found.put(source, source.discover());
            } catch (RuntimeException e) {
                String message = Unforeseen.message("source " + source.name() + " cannot be looked at", e);
                Discovery.Problem problem = new Discovery.Problem(source.name(), message);
                found.put(source, new Discovery(List.of(), List.of(problem), List.of()));
            }
        }
        return found;
    }

    /**
     * Caches everything that the sources have now and that is not cached. Ends when all groups are done or failed, or
     * soon after {@link #stop}.
     */
    public RunReport runOnce(RunListener listener) {
        GroupWork work = work();
        List<Discovery.Problem> problems = new ArrayList<>();
        List<Future<GroupResult>> running = new ArrayList<>();
        discover().forEach((source, discovery) -> {
            problems.addAll(discovery.problems());
            discovery.notes().forEach(listener::note);
            for (SourceGroup group : discovery.groups()) {
                GroupRun run = new GroupRun(work, listener);
                running.add(groups.submit(() -> run.run(source, group)));
            }
        });
        List<GroupResult> results = new ArrayList<>();
        for (Future<GroupResult> group : running) {
            results.add(result(group));
        }
        results.sort(Comparator.comparing(GroupResult::group));
        return new RunReport(results, problems);
    }

    /**
     * Follows the newest rows of all groups and caches their archives beside it, until {@link #stop}; looks again and
     * again for new groups and channels. A source or group that fails is named to the listener and in the catalogue,
     * and tried again. Any number of processes may do so on one cache: they share the groups.
     *
     * @param listener hears of the archives as in {@link #runOnce}, and in notes of everything else
     */
    public void follow(RunListener listener) {
        try (LiveRun live = new LiveRun(work(), groups, listener)) {
            live.run(sources);
        }
    }

    /**
     * Starts lanes on threads of their own, which work until {@link #stop} or until they are closed. What there is to do
     * comes from the leader of all processes on the cache, any number of which may do so.
     *
     * @param lanes lanes, each with its threads
     * @param scrub the archive's rows are compared with their source once in this time, zero if they are not
     * @param listener hears what an operator should know
     * @throws IllegalStateException if the store is not one in MariaDB
     */
    public Lanes start(Map<LaneName, Integer> lanes, Duration scrub, RunListener listener) {
        Lanes.Ports ports = new Lanes.Ports(states(), queue(), slots(), scrubs());
        Lanes running = new Lanes(work(), lanes, ports, new Lanes.Scrubbing(scrub(), scrub), listener);
        running.start(sources);
        return running;
    }

    /** What the leader of all processes on the cache says of sources. */
    public SourceStates states() {
        return new MariaDbSourceStates(coordination());
    }

    /** How far the groups of the cache were compared with their sources. */
    public Scrubs scrubs() {
        return new MariaDbScrubs(coordination());
    }

    /** Its batches take a small part of the heap, beside those of all slices. */
    private GroupScrub scrub() {
        long heap = Runtime.getRuntime().maxMemory();
        return new GroupScrub(
                store,
                new SliceRunner(store, () -> tuning.batch().within(heap, SCRUB_PART * Math.max(1, slices())), writers));
    }

    private SourceSlots slots() {
        return new MariaDbSourceSlots(shared().queue(), Lanes.SLOT);
    }

    /** The work of all processes on the cache. */
    public WorkQueue queue() {
        return new SkipLockedWorkQueue(shared().queue(), QueueLimits.of(tuning.lease()));
    }

    /**
     * Connections for what the processes on one cache share beside the data, such as lead and control.
     *
     * @throws IllegalStateException if the store is not one in MariaDB
     */
    public CacheDatabase coordination() {
        return shared().coordination();
    }

    /**
     * How much of each pool of connections to the cache is in use.
     *
     * @throws IllegalStateException if the store is not one in MariaDB
     */
    public List<PoolUse> pools() {
        return shared().pools();
    }

    /**
     * How the cache's server is set. One round trip.
     *
     * @throws IllegalStateException if the store is not one in MariaDB
     */
    public ServerSettings serverSettings() {
        return shared().settings();
    }

    private MariaDbCacheStore shared() {
        CacheStore bare = store instanceof ObservedStore observed ? observed.store() : store;
        if (bare instanceof MariaDbCacheStore shared) {
            return shared;
        }
        throw new IllegalStateException("this cache is not in MariaDB: processes cannot share it");
    }

    private static GroupResult result(Future<GroupResult> group) {
        try {
            return group.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SkipException("interrupted while groups were at work; what they committed stays", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a group ended in a way that is a fault of this program", e.getCause());
        }
    }

    /** Asks a run in another thread to end after the batch at work; what is committed stays. */
    public void stop() {
        stop.request();
    }

    /** What is cached, by group. */
    public List<GroupStatus> status() {
        Map<GroupId, String> failures = store.catalogue().failures();
        return store.catalogue().groups().stream()
                .map(group -> new GroupStatus(
                        group, store.coverage().spans(group), store.reader().sizes(group), failures.get(group.id())))
                .toList();
    }

    /**
     * Answers a query out of the cache, and out of the source what is not cached, within {@link Tuning#query}. Where the
     * cache is on several servers the answer comes from one that is not the master and not far behind it, if there is one;
     * where none can be reached it comes from the source alone. A part of the cache that turns out to be damaged is
     * forgotten. A fault that passes is waited for.
     */
    public QueryResult query(Query query) {
        return queries.answer(query);
    }

    /** Channels of a group, from whoever answers queries; none if it is not cached. */
    public List<String> channels(GroupId id) {
        return queries.ask(
                "", from -> from.catalogue().find(id).map(CachedGroup::channels).orElse(List.of()));
    }

    /** A name for all that is committed by now: an answer to {@link Query#after} it has seen that. One round trip. */
    public String position() {
        return store.position();
    }

    /**
     * Gives a group another layout while it is cached and read. Ends when nothing of the old one is left; an end before
     * that, however it comes, is made good by the next call.
     *
     * @param listener hears of each portion
     * @throws CacheException if the group cannot be converted, or the cache fails
     */
    public void convert(GroupId id, StorageLayout layout, Consumer<Conversions.Progress> listener) {
        Conversions conversions = store.conversions();
        conversions.begin(cached(id).id(), layout);
        boolean finished = false;
        while (!finished && !stop.requested()) {
            try {
                Conversions.Progress progress = conversions.advance(id);
                listener.accept(progress);
                finished = progress.finished();
            } catch (DamagedException e) {
                // what was damaged is forgotten, so there is less to copy
                continue;
            }
        }
    }

    /** The digest of what is cached of a group; meant for a group on which nobody works. */
    public CacheDigest digest(GroupId id) {
        return new DigestReader(store.reader()).digest(cached(id));
    }

    /**
     * Forgets an interval of a group, so that it is cached anew: by the processes at work, which hear of it within 2 s,
     * else by the next run.
     *
     * @return the interval, widened to edges of the coarsest level
     */
    public Interval recache(GroupId id, Interval interval) {
        return store.coverage().recache(cached(id), interval);
    }

    private CachedGroup cached(GroupId id) {
        return store.catalogue()
                .find(id)
                .orElseThrow(() -> new SkipException("group " + id + " is not in the cache: expected one of "
                        + store.catalogue().groups().stream()
                                .map(CachedGroup::id)
                                .toList()));
    }

    /** Stops a run, waits until its groups have given back what they hold, closes sources and store. */
    @Override
    public void close() {
        stop.request();
        groups.shutdown();
        try {
            if (!groups.awaitTermination(10, TimeUnit.SECONDS)) {
                groups.shutdownNow();
            }
        } catch (InterruptedException e) {
            groups.shutdownNow();
            Thread.currentThread().interrupt();
        }
        readers.shutdown();
        writers.shutdown();
        closeSources();
        store.close();
    }

    /** One that does not answer is not waited for: its connections end by themselves or with the process. */
    private void closeSources() {
        List<Thread> closing = new ArrayList<>();
        for (Source source : sources) {
            Thread thread = new Thread(source::close, "adei-close-" + source.name());
            thread.setDaemon(true);
            thread.start();
            closing.add(thread);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SOURCE_SECONDS);
        try {
            for (Thread thread : closing) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
