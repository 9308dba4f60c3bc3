package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.query.OpenSeries;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.testkit.oracle.Oracle;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.jspecify.annotations.Nullable;

/** Compares one group with its source, in memory that does not grow with the rows. Used by one thread. */
final class GroupVerifier {
    private static final int FIRST_DIFFERENCES = 20;

    private final CacheStore store;
    private final Source source;
    private final SourceGroup group;
    private final Differences differences = new Differences(FIRST_DIFFERENCES);
    private final SortedMap<Integer, Long> compared = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    GroupVerifier(CacheStore store, Source source, SourceGroup group) {
        this.store = store;
        this.source = source;
        this.group = group;
    }

    Verdict verify() {
        CachedGroup cached = store.catalogue().find(group.id()).orElse(null);
        Interval extent = source.extent(group).intersect(group.limits());
        if (cached == null) {
            if (!extent.isEmpty()) {
                differences.add(new Difference(0, extent.from(), "group", "rows in the source", "not in the cache"));
            }
            return verdict("");
        }
        List<Span> spans = store.coverage().spans(cached);
        CachedLevel.Columns columns = columns(cached);
        Region.of(spans).forEach(region -> compare(columns, region));
        Holes.of(extent, spans).forEach(this::lookInto);
        return verdict(new DigestReader(store.reader()).digest(cached).value());
    }

    private Verdict verdict(String digest) {
        return new Verdict(
                group.id(), compared, new Verdict.Found(differences.count(), differences.first()), digest, notes);
    }

    private CachedLevel.Columns columns(CachedGroup cached) {
        List<String> both =
                group.channels().stream().filter(cached.channels()::contains).toList();
        List<String> onlyCached = cached.channels().stream()
                .filter(name -> !group.channels().contains(name))
                .toList();
        List<String> onlySource =
                group.channels().stream().filter(name -> !both.contains(name)).toList();
        if (!onlyCached.isEmpty()) {
            notes.add("channels " + onlyCached + " are gone from the source and are not compared");
        }
        if (!onlySource.isEmpty()) {
            notes.add("channels " + onlySource + " are not in the cache yet and are not compared");
        }
        return new CachedLevel.Columns(
                cached, both, both.stream().mapToInt(cached::position).toArray());
    }

    /**
     * Rows that are not cached are a difference, wherever they are: else a lost piece of the coverage would look well.
     * Only where a worker is on its way to them they are not.
     */
    private void lookInto(Holes.Hole hole) {
        long first = 0;
        long last = 0;
        long count = 0;
        try (RowStream rows = new RowStream(
                source.open(group, hole.interval(), (row, reason) -> {}),
                group.channels().size())) {
            for (RowStream.Tie tie = rows.next(); tie != null; tie = rows.next()) {
                first = count == 0 ? tie.time() : first;
                last = tie.time();
                count += tie.rows().size();
            }
        }
        if (count > 0 && hole.held()) {
            notes.add("a worker is at work behind what is cached: " + count + " rows in "
                    + new Interval(first, last + 1) + " are not cached yet and are not compared");
        } else if (count > 0) {
            differences.add(new Difference(
                    0, first, "rows in " + new Interval(first, last + 1), count + " rows", "not in the cache"));
        }
    }

    private void compare(CachedLevel.Columns columns, Region region) {
        CachedGroup cached = columns.group();
        List<WindowSeries> open = store.reader()
                .openState(cached, region.last())
                .map(state -> OpenSeries.of(cached, state, columns.positions()))
                .orElse(List.of());
        CachedLevel.Part part = new CachedLevel.Part(region.interval(), differences);
        Map<Integer, CachedLevel> levels = new TreeMap<>();
        for (int i = 0; i < cached.ladder().size(); i++) {
            Level level = cached.ladder().levels().get(i);
            levels.put(level.seconds(), level(columns, part, level, open.isEmpty() ? null : open.get(i)));
        }
        int[] seconds = levels.keySet().stream().mapToInt(Integer::intValue).toArray();
        Oracle oracle = new Oracle(seconds, columns.names().size(), window -> expected(levels, window));
        SourceGroup wanted = group.withChannels(columns.names());
        try (RowStream rows = new RowStream(
                        source.open(wanted, region.interval(), (row, reason) -> {}),
                        columns.names().size());
                RawSide raw = RawSide.open(store.reader(), columns, region.interval(), differences)) {
            for (RowStream.Tie tie = rows.next(); tie != null; tie = rows.next()) {
                feed(oracle, tie);
                raw.compare(tie);
            }
            oracle.finish();
            levels.values().forEach(CachedLevel::finish);
            raw.finish();
            raw.compared().ifPresent(count -> compared.merge(0, count, Long::sum));
        }
        levels.forEach((level, windows) -> compared.merge(level, windows.compared(), Long::sum));
    }

    private static void feed(Oracle oracle, RowStream.Tie tie) {
        for (double[] row : tie.rows()) {
            oracle.row(tie.time(), row, RowBlock::isNull);
        }
    }

    private CachedLevel level(
            CachedLevel.Columns columns, CachedLevel.Part part, Level level, @Nullable WindowSeries open) {
        return new CachedLevel(store.reader(), columns, part, level, open);
    }

    private static void expected(Map<Integer, CachedLevel> levels, OracleWindow window) {
        CachedLevel level = levels.get(window.levelSeconds());
        if (level != null) {
            level.compare(window);
        }
    }
}
