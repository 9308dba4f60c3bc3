package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.tail.Followed;
import org.adei.cache.work.SourceState;
import org.adei.cache.work.SourceStates;

/**
 * Which groups this process can work on, by their number in the cache. Each source is asked at the start and whenever
 * the leader says that its groups or channels have changed, by a thread of its own; what the leader says is read once a
 * second. Thread-safe.
 */
final class SourceBook implements AutoCloseable {
    private static final long TICK_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 3_000;

    private final GroupWork work;
    private final SourceStates states;
    private final RunListener listener;
    private final LaneReports reports;
    private final BiConsumer<Source, List<Followed>> found;
    private final Map<Source, Map<Long, Entry>> entries = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Map<String, String> fingerprints = Map.of();
    private volatile Set<String> down = Set.of();

    /**
     * A group and where to read it.
     *
     * @param group as its source had it at the last look
     */
    record Entry(Source source, SourceGroup group, CachedGroup cached) {}

    /**
     * Makes a book that is empty until it is started.
     *
     * @param reports hears of sources and groups that fail
     * @param found hears of all groups of a source after each look, on the source's thread
     */
    SourceBook(
            GroupWork work,
            SourceStates states,
            RunListener listener,
            LaneReports reports,
            BiConsumer<Source, List<Followed>> found) {
        this.work = work;
        this.states = states;
        this.listener = listener;
        this.reports = reports;
        this.found = found;
    }

    void start(List<Source> sources) {
        begin(this::watch, "adei-book");
        sources.forEach(source -> begin(() -> keep(source), "adei-book-" + source.name()));
    }

    private void begin(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** A group by its number in the cache; empty if no source has it at present, as far as this process knows. */
    Optional<Entry> find(long number) {
        return entries.values().stream()
                .map(groups -> groups.get(number))
                .filter(entry -> entry != null)
                .findFirst();
    }

    /** All groups that the sources have at present, as far as this process knows. */
    List<Entry> all() {
        return entries.values().stream()
                .flatMap(groups -> groups.values().stream())
                .toList();
    }

    /** Whether the leader could not reach a source when it last asked. */
    boolean isDown(String source) {
        return down.contains(source);
    }

    private void watch() {
        try {
            while (!work.stop().requested()) {
                try {
                    Map<String, String> now = new HashMap<>();
                    List<SourceState> all = states.all();
                    down = all.stream()
                            .filter(state -> !state.reachable())
                            .map(SourceState::name)
                            .collect(Collectors.toUnmodifiableSet());
                    for (SourceState state : all) {
                        now.put(state.name(), state.fingerprint());
                    }
                    fingerprints = Map.copyOf(now);
                } catch (RuntimeException e) {
                    // what was said last holds until the cache answers again, which its writers name
                }
                work.stop().await(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The word of the leader is read before the source is asked, so that no change falls between. */
    private void keep(Source source) {
        SourceView view = new SourceView(source, work, listener, reports);
        String seen = null;
        int failures = 0;
        try {
            while (!work.stop().requested()) {
                String said = fingerprints.getOrDefault(source.name(), "");
                if (!said.equals(seen) || view.isOutdated()) {
                    failures = look(source, view) ? 0 : failures + 1;
                    seen = failures == 0 ? said : null;
                }
                work.stop()
                        .await(
                                failures == 0
                                        ? TICK_MILLIS
                                        : Backoff.DEFAULT.waitAfter(failures).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing is left to look for. */
    private boolean look(Source source, SourceView view) {
        try {
            List<Followed> groups = view.look();
            Map<Long, Entry> now = new HashMap<>();
            groups.forEach(each -> now.put(each.cached().number(), new Entry(source, each.group(), each.cached())));
            entries.put(source, Map.copyOf(now));
            found.accept(source, groups);
            return view.isComplete();
        } catch (CacheException e) {
            view.tell(e.getMessage() + "; asked again later and later");
        } catch (RuntimeException e) {
            view.tell("source " + source.name() + " cannot be looked at: " + e + ", a fault of this program");
        }
        return false;
    }

    /** Waits a bounded time for looks that are under way; the stop must have been requested. */
    @Override
    public void close() {
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS / threads.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
