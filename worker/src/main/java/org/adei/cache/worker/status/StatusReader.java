package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.control.mariadb.MariaDbControlBoard;
import org.adei.cache.control.mariadb.MariaDbWorkers;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.Scrubs;
import org.adei.cache.work.mariadb.MariaDbLeadership;
import org.adei.cache.work.mariadb.MariaDbSourceStates;
import org.jspecify.annotations.Nullable;

/** Looks at a running setup. Round trips: about ten, and one per group. Used by one thread; the engine stays the caller's. */
public final class StatusReader {
    private static final Duration UNUSED = Duration.ofSeconds(3);

    private final Setup setup;
    private final CacheStore store;
    private final CacheDatabase database;
    private final WorkQueue queue;
    private final Scrubs scrubs;
    private final AskedSources sources;
    private final EtaMeter etas = new EtaMeter();

    /**
     * Makes a reader.
     *
     * @param engine open on the setup; it does no work
     */
    public StatusReader(Setup setup, CacheEngine engine, AskedSources sources) {
        this.setup = setup;
        this.store = engine.store();
        this.database = engine.coordination();
        this.queue = engine.queue();
        this.scrubs = engine.scrubs();
        this.sources = sources;
    }

    /**
     * One look.
     *
     * @throws org.adei.cache.failure.CacheException if the cache cannot be read
     */
    public StatusReport read() {
        Map<GroupId, String> failures = store.catalogue().failures();
        Map<Long, List<Span>> spans = store.coverage().spans();
        Set<Long> held = store.tails().held();
        Set<Long> pushed = store.tails().pushed();
        Map<Long, Scrubs.Scrubbed> scrubbed = scrubs.all();
        List<GroupLine> groups = store.catalogue().groups().stream()
                .map(group -> line(
                        group,
                        spans.getOrDefault(group.number(), List.of()),
                        pushed.contains(group.number()) ? "push" : held.contains(group.number()) ? "polling" : null,
                        scrubbed.get(group.number()),
                        failures.get(group.id())))
                .toList();
        return new StatusReport(
                setup.name(),
                new MariaDbLeadership(database, "status", UNUSED).leader().orElse(null),
                new StatusReport.Crew(new MariaDbWorkers(database).all(), new MariaDbControlBoard(database).read()),
                new MariaDbSourceStates(database).all(),
                sources.answers(),
                new StatusReport.Work(backlogs(), setup.schedule().queue(), aside(groups)),
                groups);
    }

    private Map<LaneName, Backlog> backlogs() {
        Map<LaneName, Backlog> all = new EnumMap<>(LaneName.class);
        for (LaneDepth depth : queue.depths()) {
            all.put(
                    depth.lane(),
                    new Backlog(
                            depth.ready() + depth.waiting(), depth.leased(), depth.quarantined(), depth.oldestAge()));
        }
        return all;
    }

    private List<StatusReport.Aside> aside(List<GroupLine> groups) {
        Map<Long, String> names = new HashMap<>();
        groups.forEach(group -> names.put(group.cached().number(), group.id().toString()));
        return queue.quarantined(StatusReport.Work.MOST_ASIDE).stream()
                .map(item -> new StatusReport.Aside(
                        names.getOrDefault(
                                item.item().group(),
                                "group number " + item.item().group()),
                        item))
                .toList();
    }

    private GroupLine line(
            CachedGroup group,
            List<Span> spans,
            @Nullable String by,
            Scrubs.@Nullable Scrubbed scrub,
            @Nullable String failure) {
        Interval extent = sources.extent(group.id()).orElse(null);
        GroupLine line = new GroupLine(group, spans, extent, null, by, scrub, failure);
        Duration left = etas.left(group.id(), line.covered(), line.missing(), System.nanoTime())
                .orElse(null);
        return new GroupLine(group, spans, extent, left, by, scrub, failure);
    }
}
