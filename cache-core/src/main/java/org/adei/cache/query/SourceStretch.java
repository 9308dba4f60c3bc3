package org.adei.cache.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring parts that are read from the source together. Where they begin in the window that is open at the end of
 * what is cached, its saved state is gone on from. Used by one thread.
 */
final class SourceStretch {
    private final List<Part> parts;
    private final Interval interval;
    private final CachedGroup group;
    private final Snapshot snapshot;
    private final int[] positions;
    private long reached;

    /**
     * Makes a stretch.
     *
     * @param positions channels of the samples by position
     * @param parts without gap, in order of time, all from the source
     */
    SourceStretch(CachedGroup group, Snapshot snapshot, int[] positions, List<Part> parts) {
        this.parts = parts;
        this.interval = new Interval(
                parts.get(0).interval().from(),
                parts.get(parts.size() - 1).interval().to());
        this.group = group;
        this.snapshot = snapshot;
        this.positions = positions;
        this.reached = interval.from();
    }

    /** Reads into the samples; null if all was read. */
    SourceVisit.@Nullable Refusal read(SourceVisit visit, SourceDesk desk, SampleCollector samples) {
        Optional<SourceGroup> source;
        try {
            source = desk.inSource(group.id());
        } catch (CacheException e) {
            return new SourceVisit.Refusal(Origin.UNREACHABLE, String.valueOf(e.getMessage()));
        }
        if (source.isEmpty()) {
            return new SourceVisit.Refusal(Origin.NO_ROWS, "");
        }
        int[] read = Arrays.stream(positions).distinct().sorted().toArray();
        int[] columns = Arrays.stream(positions)
                .map(position -> Arrays.binarySearch(read, position))
                .toArray();
        List<String> channels =
                Arrays.stream(read).mapToObj(group.channels()::get).toList();
        OpenWindows saved = snapshot.state();
        boolean goesOn = saved != null && goesOn();
        SourceRun run = new SourceRun(
                parts,
                saved != null && goesOn ? saved.copy(read) : new OpenWindows(group.ladder(), read.length),
                columns,
                samples);
        long from = goesOn ? snapshot.watermark().orElseThrow() : interval.from();
        SourceVisit.Refusal refusal = visit.read(source.get(), channels, new Interval(from, interval.to()), run);
        reached = refusal == null ? interval.to() : run.reached();
        return refusal;
    }

    /** Whether the end of what is cached lies inside and all that is before it is in the saved state. */
    private boolean goesOn() {
        List<PartPlanner.Region> regions = PartPlanner.regions(snapshot.spans());
        if (regions.isEmpty()) {
            return false;
        }
        Interval last = regions.get(regions.size() - 1).covered();
        return last.from() <= interval.from() && interval.from() < last.to() && last.to() < interval.to();
    }

    /** Everything before it is among the samples. */
    long reached() {
        return reached;
    }

    /** Parts of which the samples are there, as far as they are. */
    List<Part> answered() {
        List<Part> answered = new ArrayList<>();
        for (Part part : parts) {
            Interval both = part.interval().intersect(new Interval(interval.from(), reached));
            if (!both.isEmpty()) {
                answered.add(part.within(both));
            }
        }
        return answered;
    }
}
