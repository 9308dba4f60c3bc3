package org.adei.cache.digest;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/**
 * Reads a whole group back and hashes it, in bounded memory: per level each window in order of time, the open ones
 * last; channels by name, so that the order in which they became known does not matter. Stateless but for the reader.
 */
public final class DigestReader {
    private static final int CHUNK_VALUES = 200_000;

    private final CacheReader reader;

    public DigestReader(CacheReader reader) {
        this.reader = reader;
    }

    /** Hashes what is cached now; meant for a group on which nobody works. */
    public CacheDigest digest(CachedGroup group) {
        int[] positions = IntStream.range(0, group.channels().size())
                .boxed()
                .sorted(Comparator.comparing(group.channels()::get))
                .mapToInt(Integer::intValue)
                .toArray();
        SortedMap<Integer, String> levels = new TreeMap<>();
        if (group.raw()) {
            levels.put(0, raw(group, positions));
        }
        List<WindowBlock> open = reader.openState(group)
                .map(bytes ->
                        OpenWindowsCodec.decode(group.ladder(), group.channels().size(), bytes))
                .orElseGet(
                        () -> new OpenWindows(group.ladder(), group.channels().size()))
                .current();
        for (WindowBlock last : open) {
            levels.put(last.level().seconds(), windows(group, last, positions));
        }
        return CacheDigest.of(group.id(), levels);
    }

    private String raw(CachedGroup group, int[] positions) {
        Hasher hasher = start(group, positions);
        RowBlock block = new RowBlock(positions.length, chunk(positions));
        try (RowCursor cursor = reader.rows(group, Interval.ALL, positions)) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                for (int i = 0; i < block.size(); i++) {
                    hasher.add(block.times()[i]);
                    for (int c = 0; c < positions.length; c++) {
                        hasher.add(block.values(c)[i]);
                    }
                }
            }
        }
        return hasher.hex();
    }

    private String windows(CachedGroup group, WindowBlock open, int[] positions) {
        Hasher hasher = start(group, positions);
        Level level = open.level();
        int limit = chunk(positions);
        Interval rest = Interval.ALL;
        WindowSeries series;
        do {
            series = reader.windows(group, level, rest, positions, limit);
            add(hasher, series);
            if (series.size() > 0) {
                rest = new Interval(series.start()[series.size() - 1] + level.nanos(), Long.MAX_VALUE);
            }
        } while (series.size() == limit);
        add(hasher, open, positions);
        return hasher.hex();
    }

    private static void add(Hasher hasher, WindowSeries series) {
        for (int i = 0; i < series.size(); i++) {
            hasher.add(series.start()[i]);
            hasher.add(series.rows()[i]);
            hasher.add(series.missing()[i]);
            for (WindowSeries.Channel channel : series.channels()) {
                hasher.add(channel.valid()[i]);
                hasher.add(channel.nonFinite()[i]);
                if (channel.valid()[i] > 0) {
                    hasher.add(channel.min()[i]);
                    hasher.add(channel.max()[i]);
                    hasher.add(channel.mean()[i]);
                }
            }
        }
    }

    private static void add(Hasher hasher, WindowBlock windows, int[] positions) {
        for (int i = 0; i < windows.size(); i++) {
            hasher.add(windows.start(i));
            hasher.add(windows.rows(i));
            hasher.add(windows.missingSeconds(i));
            for (int c : positions) {
                hasher.add(windows.valid(c, i));
                hasher.add(windows.nonFinite(c, i));
                if (windows.valid(c, i) > 0) {
                    hasher.add(windows.min(c, i));
                    hasher.add(windows.max(c, i));
                    hasher.add(windows.mean(c, i));
                }
            }
        }
    }

    private static Hasher start(CachedGroup group, int[] positions) {
        Hasher hasher = new Hasher();
        for (int position : positions) {
            hasher.add(group.channels().get(position));
        }
        return hasher;
    }

    private static int chunk(int[] positions) {
        return Math.max(1, CHUNK_VALUES / Math.max(1, positions.length));
    }
}
