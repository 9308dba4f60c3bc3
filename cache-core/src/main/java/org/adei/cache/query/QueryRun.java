package org.adei.cache.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.ReadableStore;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/** One query at work: plans its parts, reads them, and tries the source where nothing is cached. Used by one thread. */
final class QueryRun {
    private static final Interval NOTHING = new Interval(0, 0);

    private final Ports ports;
    private final Query query;
    private final CachedGroup group;
    private final Snapshot snapshot;
    private final int[] positions;
    private final boolean raw;
    private boolean asked;
    private Optional<Interval> extent = Optional.empty();

    /**
     * Who is asked.
     *
     * @param store the cache, null if no server of it can be reached
     */
    record Ports(@Nullable ReadableStore store, SourceDesk desk, QueryLimits limits) {}

    /**
     * Makes a run.
     *
     * @param query with its channels named, all of which the group has
     */
    QueryRun(Ports ports, Query query, CachedGroup group, Snapshot snapshot) {
        this.ports = ports;
        this.query = query;
        this.group = group;
        this.snapshot = snapshot;
        this.positions = query.channels().stream().mapToInt(group::position).toArray();
        this.raw = query.raw() && group.raw();
    }

    QueryResult answer() {
        Interval interval = interval(raw ? null : group.ladder());
        PartReader reader = new PartReader(ports.store, group, snapshot);
        Level level = LevelChooser.choose(group.ladder(), interval, query.points(), raw, ports.limits.windows())
                .orElse(null);
        if (level == null && reader.countRows(interval, ports.limits.rawRows()) > ports.limits.rawRows()) {
            level = group.ladder().finest();
        }
        Work work = new Work(interval, level, reader, new SampleCollector(interval, query.points(), positions.length));
        List<Part> gaps = gaps(PartPlanner.plan(cached(), interval, level));
        boolean offered = ports.desk.reads() && gaps.stream().anyMatch(Part::isOffered);
        return offered
                ? ports.desk.shared(new SourceDesk.Question(query, ports.store != null), () -> withSource(work, gaps))
                : result(work, fromCache(work, gaps, interval));
    }

    /** What it takes to collect the samples of one interval. */
    private record Work(Interval interval, @Nullable Level level, PartReader reader, SampleCollector samples) {}

    private PartPlanner.Cached cached() {
        return new PartPlanner.Cached(
                group.ladder(), raw, snapshot.spans(), !snapshot.open().isEmpty());
    }

    /** Reads a rest of the interval without the source. */
    private List<Part> fromCache(Work work, List<Part> gaps, Interval rest) {
        List<Part> parts = SourcePlanner.plan(
                cached(), new SourcePlanner.Uncovered(gaps, List.of(), Long.MIN_VALUE), rest, work.level);
        work.reader.read(parts, positions, work.samples);
        return parts;
    }

    /** Reads parts in order of time; once the source does not give what is wanted, the cache alone answers from there on. */
    private QueryResult withSource(Work work, List<Part> gaps) {
        List<Part> offered = gaps.stream().filter(Part::isOffered).toList();
        long end = extent().map(Interval::to).orElse(Long.MIN_VALUE);
        List<Part> plan = SourcePlanner.plan(
                cached(), new SourcePlanner.Uncovered(gaps, offered, end), work.interval, work.level);
        SourceVisit visit = ports.desk.visit();
        List<Part> done = new ArrayList<>();
        for (List<Part> stretch : stretches(plan)) {
            if (stretch.get(0).origin() != Origin.SOURCE) {
                work.reader.read(stretch, positions, work.samples);
                done.addAll(stretch);
                continue;
            }
            SourceStretch source = new SourceStretch(group, snapshot, positions, stretch);
            SourceVisit.Refusal refusal = source.read(visit, ports.desk, work.samples);
            done.addAll(source.answered());
            if (refusal != null) {
                Interval rest = new Interval(source.reached(), work.interval.to());
                done.addAll(fromCache(work, refused(gaps, rest, refusal), rest));
                break;
            }
        }
        return result(work, done);
    }

    /** Neighbours from the source together, and neighbours that are not. */
    private static List<List<Part>> stretches(List<Part> parts) {
        List<List<Part>> stretches = new ArrayList<>();
        Part before = null;
        for (Part part : parts) {
            boolean source = part.origin() == Origin.SOURCE;
            boolean joins = before != null
                    && source == (before.origin() == Origin.SOURCE)
                    && (!source || before.interval().to() == part.interval().from());
            if (!joins) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(part);
            before = part;
        }
        return stretches;
    }

    private static List<Part> refused(List<Part> gaps, Interval rest, SourceVisit.Refusal refusal) {
        List<Part> refused = new ArrayList<>();
        for (Part gap : gaps) {
            Interval left = gap.interval().intersect(rest);
            if (!left.isEmpty()) {
                refused.add(
                        gap.isOffered() ? Part.without(left, refusal.origin(), refusal.reason()) : gap.within(left));
            }
        }
        return refused;
    }

    private QueryResult result(Work work, List<Part> parts) {
        return new QueryResult(
                query.group(),
                query.channels(),
                work.interval,
                work.samples.samples(),
                new QueryResult.Provenance(parts, snapshot.watermark(), ports.store != null));
    }

    /** What is not cached, as far as the source can tell now; what is read of it starts where caching it would. */
    private List<Part> gaps(List<Part> parts) {
        List<Part> gaps = new ArrayList<>();
        for (Part part : parts) {
            if (part.origin() != Origin.CACHE) {
                gaps.addAll(Uncached.explain(part, extent().map(this::fromEdge)));
            }
        }
        return gaps;
    }

    private Interval fromEdge(Interval has) {
        return ports.desk.reads() && !has.isEmpty()
                ? new Interval(group.ladder().coarsest().floor(has.from()), has.to())
                : has;
    }

    /** The source is asked at most once. */
    private Optional<Interval> extent() {
        if (!asked) {
            extent = ports.desk.extent(query.group());
            asked = true;
        }
        return extent;
    }

    /**
     * Bounds that are left open become those of what is cached, or of the source where nothing is; without raw rows, edges
     * of the finest level.
     */
    private Interval interval(@Nullable Ladder windowsOnly) {
        Interval wanted = query.interval();
        Interval known = known();
        long last = known.to();
        long from = wanted.from() == Long.MIN_VALUE ? Math.min(known.from(), wanted.to()) : wanted.from();
        long to = wanted.to() == Long.MAX_VALUE ? Math.max(from, last) : wanted.to();
        if (windowsOnly == null) {
            return new Interval(from, to);
        }
        Level finest = windowsOnly.finest();
        return new Interval(finest.floor(from), to == last ? to : finest.ceiling(to));
    }

    private Interval known() {
        List<Span> spans = snapshot.spans();
        if (!spans.isEmpty()) {
            return new Interval(
                    spans.get(0).covered().from(),
                    spans.get(spans.size() - 1).covered().to());
        }
        return ports.desk.reads() ? extent().map(this::fromEdge).orElse(NOTHING) : NOTHING;
    }
}
