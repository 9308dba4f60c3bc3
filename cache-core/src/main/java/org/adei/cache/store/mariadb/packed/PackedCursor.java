package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.model.Interval;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.packed.SpanReader;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.SqlFailures;

/** Streams raw rows out of the cache, in canonical order, a span at a time. Owns its connection. */
final class PackedCursor implements RowCursor {
    private final Connection connection;
    private final Interval interval;
    private final int[] positions;
    private final SpanQuery query;
    private final SpanReader reader = new SpanReader();
    private final RowBlock span;
    private int at;
    private boolean ended;

    PackedCursor(Connection connection, CachedGroup group, Interval interval, int[] positions) throws SQLException {
        this.connection = connection;
        this.interval = interval;
        this.positions = positions;
        span = new RowBlock(positions.length, 1);
        query = new SpanQuery(connection, group, 0, interval, new SpanQuery.Wanted(positions, 2));
    }

    @Override
    public boolean fill(RowBlock block) {
        try {
            while (!ended && !block.isFull()) {
                if (at < span.size()) {
                    copy(block);
                } else if (query.next()) {
                    query.reading(this::decode);
                } else {
                    ended = true;
                }
            }
            return !ended;
        } catch (SQLException e) {
            throw SqlFailures.of("cannot read raw rows of the cache", e);
        }
    }

    /** Leaves out rows of the first and last span that are not in the interval. */
    private int decode() throws SQLException {
        SpanHead head = query.head();
        span.clear();
        span.ensureCapacity(head.rows());
        reader.times(head, query.times(), span.times(), 0);
        for (int c = 0; c < positions.length; c++) {
            reader.values(head, positions[c], query.channel(c), span.values(c), 0);
        }
        int to = head.rows();
        while (to > 0 && span.times()[to - 1] >= interval.to()) {
            to--;
        }
        span.size(to);
        at = 0;
        while (at < to && span.times()[at] < interval.from()) {
            at++;
        }
        return to;
    }

    private void copy(RowBlock block) {
        int count = Math.min(span.size() - at, block.capacity() - block.size());
        int to = block.size();
        System.arraycopy(span.times(), at, block.times(), to, count);
        for (int c = 0; c < positions.length; c++) {
            System.arraycopy(span.values(c), at, block.column(c), to, count);
        }
        block.size(to + count);
        at += count;
    }

    @Override
    public void close() {
        try (connection) {
            if (ended) {
                query.close();
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            throw SqlFailures.of("cannot close a reading of raw rows", e);
        }
    }
}
