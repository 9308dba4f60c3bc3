package org.adei.cache.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.SourceRows;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/**
 * Rows of sources for those who ask for what is not cached, no faster than each source allows; what this process reads
 * for the archive is counted apart. Thread-safe.
 */
final class LiveRows implements SourceRows {
    /** After so long without a row that may be read, whoever asks looks whether it still wants to wait. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LiveExtents extents;
    private final Stop stop;
    private final Map<String, RowRate> rates = new ConcurrentHashMap<>();

    LiveRows(List<Source> sources, Stop stop) {
        this.extents = new LiveExtents(sources, System::nanoTime);
        this.stop = stop;
    }

    @Override
    public Optional<Interval> extent(GroupId group) {
        return extents.extent(group);
    }

    @Override
    public Optional<SourceGroup> group(GroupId group) {
        return extents.find(group).map(LiveExtents.Located::group);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval) {
        Source source = extents.find(group.id())
                .map(LiveExtents.Located::source)
                .orElseThrow(() -> new SkipException("group " + group.id() + " is gone from its source"));
        return paced(source).open(group, interval, (row, reason) -> {
            // who caches the row tells of it
        });
    }

    private Source paced(Source source) {
        int limit = source.limits().rowsPerSecond();
        if (limit == 0) {
            return source;
        }
        RowRate rate = rates.computeIfAbsent(source.name(), name -> new RowRate(limit, System.nanoTime()));
        return new PacedSource(source, rate, stop, () -> false, PATIENCE_NANOS);
    }
}
