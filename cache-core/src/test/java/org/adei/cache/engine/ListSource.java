package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** A source of rows in memory, in order of time; rows may be added between runs. */
final class ListSource implements Source {
    private final SourceGroup group;
    private final List<Row> rows = new ArrayList<>();

    ListSource(List<String> channels) {
        this(new GroupId("list", "memory", "g"), channels);
    }

    ListSource(GroupId id, List<String> channels) {
        group = new SourceGroup(id, channels, Interval.ALL, List.of(), "rows");
    }

    /** One row; a missing value is {@link RowBlock#NULL}. */
    record Row(long time, double[] values) {}

    void add(long time, double... values) {
        rows.add(new Row(time, values));
    }

    List<Row> rows() {
        return rows;
    }

    SourceGroup group() {
        return group;
    }

    @Override
    public String name() {
        return group.id().server();
    }

    @Override
    public Discovery discover() {
        return new Discovery(List.of(group), List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup asked) {
        return rows.isEmpty()
                ? new Interval(0, 0)
                : new Interval(rows.get(0).time(), rows.get(rows.size() - 1).time() + 1);
    }

    @Override
    public RowCursor open(SourceGroup asked, Interval interval, Rejections rejections) {
        List<Row> wanted =
                rows.stream().filter(row -> interval.contains(row.time())).toList();
        int[] channels =
                asked.channels().stream().mapToInt(group.channels()::indexOf).toArray();
        return new RowCursor() {
            private int next;

            @Override
            public boolean fill(RowBlock block) {
                while (next < wanted.size() && !block.isFull()) {
                    Row row = wanted.get(next++);
                    block.append(
                            row.time(),
                            Arrays.stream(channels)
                                    .mapToDouble(c -> row.values()[c])
                                    .toArray());
                }
                return next < wanted.size();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
