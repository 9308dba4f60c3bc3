package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Reads windows for a plot: asks which spans there are, and of these fetches only what is not remembered. One round trip,
 * and one for each stretch of which something is not. Used by one thread, once.
 */
final class PlotRead {
    private final Connection connection;
    private final CachedGroup group;
    private final CacheReader.Plot plot;
    private final DecodedSpans decoded;

    PlotRead(Connection connection, CachedGroup group, CacheReader.Plot plot, DecodedSpans decoded) {
        this.connection = connection;
        this.group = group;
        this.plot = plot;
        this.decoded = decoded;
    }

    List<WindowSeries> read() throws SQLException {
        List<List<Listed>> listed = listed();
        List<WindowSeries> all = new ArrayList<>();
        for (int i = 0; i < plot.stretches().size(); i++) {
            CacheReader.Stretch stretch = plot.stretches().get(i);
            Layout.WindowRange range = Layout.range(stretch, plot);
            WindowRead read = new WindowRead(group, stretch.level(), range);
            List<Listed> spans = needed(listed.get(i));
            long windows = spans.stream().mapToLong(Listed::windows).sum();
            WindowSeries series = decoded.suits(windows, plot.positions().length)
                    ? read(read, new SeriesBuilder(stretch.level(), range), spans)
                    : null;
            all.add(series == null ? read.read(connection) : series);
        }
        return all;
    }

    /** A span that is stored, and how many windows it has. */
    private record Listed(DecodedSpans.Version version, long windows) {}

    /** Spans of each stretch in order of time. */
    private List<List<Listed>> listed() throws SQLException {
        List<List<Listed>> all = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < plot.stretches().size(); i++) {
            all.add(new ArrayList<>());
            sql.append(i == 0 ? "" : " UNION ALL ")
                    .append("(SELECT " + i + ", from_ns, entries, version" + PackedTable.RANGE + " LIMIT ?)");
        }
        try (PreparedStatement select = connection.prepareStatement(sql + " ORDER BY 1, 2")) {
            int at = 1;
            for (CacheReader.Stretch stretch : plot.stretches()) {
                for (int twice = 0; twice < 2; twice++) {
                    select.setLong(at++, group.number());
                    select.setInt(at++, stretch.level().seconds());
                }
                select.setLong(at++, stretch.interval().from());
                select.setLong(at++, stretch.interval().from());
                select.setLong(at++, stretch.interval().to());
                select.setInt(at++, plot.limit() + 2);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int i = row.getInt(1);
                    int level = plot.stretches().get(i).level().seconds();
                    all.get(i)
                            .add(new Listed(
                                    new DecodedSpans.Version(group.number(), level, row.getLong(2), row.getLong(4)),
                                    row.getLong(3)));
                }
            }
        }
        return all;
    }

    /** Spans up to the one that has the last window wanted; of the first only a part may lie in the interval. */
    private List<Listed> needed(List<Listed> spans) {
        long windows = 0;
        for (int i = 1; i < spans.size(); i++) {
            windows += spans.get(i).windows();
            if (windows >= plot.limit()) {
                return spans.subList(0, i + 1);
            }
        }
        return spans;
    }

    /** Null if one of the spans was written again meanwhile. */
    private @Nullable WindowSeries read(WindowRead read, SeriesBuilder series, List<Listed> spans) throws SQLException {
        List<@Nullable Columns> known = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < spans.size(); i++) {
            Columns columns = remembered(spans.get(i).version());
            known.add(columns);
            if (columns == null) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        Map<DecodedSpans.Version, Columns> fetched = first < 0
                ? Map.of()
                : fetch(read, spans.get(first).version(), spans.get(last).version());
        for (int i = 0; i < spans.size(); i++) {
            Columns columns = known.get(i);
            if (columns == null) {
                columns = fetched.get(spans.get(i).version());
            }
            if (columns == null) {
                return null;
            }
            series.add(columns.times(), columns.values());
        }
        return series.build();
    }

    /** Columns of a span. */
    private record Columns(DecodedSpans.Times times, WindowSeries.Channel[] values) {}

    private @Nullable Columns remembered(DecodedSpans.Version span) {
        DecodedSpans.Times times = span.isKnown() ? decoded.times(span.column(SpanHead.TIMES)) : null;
        if (times == null) {
            return null;
        }
        WindowSeries.Channel[] values = new WindowSeries.Channel[plot.positions().length];
        for (int c = 0; c < values.length; c++) {
            WindowSeries.Channel channel = decoded.values(span.column(plot.positions()[c]));
            if (channel == null) {
                return null;
            }
            values[c] = channel;
        }
        return new Columns(times, values);
    }

    private Map<DecodedSpans.Version, Columns> fetch(
            WindowRead read, DecodedSpans.Version first, DecodedSpans.Version last) throws SQLException {
        Map<DecodedSpans.Version, Columns> fetched = new HashMap<>();
        read.each(connection, new Interval(first.from(), last.from() + 1), (query, times, values) -> {
            DecodedSpans.Version span = new DecodedSpans.Version(
                    group.number(), first.level(), query.head().first(), query.version());
            fetched.put(span, new Columns(times, values));
            if (span.isKnown()) {
                decoded.put(span.column(SpanHead.TIMES), times);
                for (int c = 0; c < values.length; c++) {
                    decoded.put(span.column(plot.positions()[c]), values[c]);
                }
            }
            return true;
        });
        return fetched;
    }
}
