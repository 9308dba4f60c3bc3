package org.adei.cache.worker.verify;

import java.util.OptionalLong;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CacheReader;
import org.jspecify.annotations.Nullable;

/** The raw rows of a group that keeps them; nothing for one that does not. */
final class RawSide implements AutoCloseable {
    private final @Nullable CachedRows rows;

    private RawSide(@Nullable CachedRows rows) {
        this.rows = rows;
    }

    static RawSide open(CacheReader reader, CachedLevel.Columns columns, Interval region, Differences differences) {
        if (!columns.group().raw()) {
            return new RawSide(null);
        }
        RowStream stream =
                new RowStream(reader.rows(columns.group(), region, columns.positions()), columns.positions().length);
        return new RawSide(new CachedRows(stream, columns.names(), differences));
    }

    void compare(RowStream.Tie expected) {
        if (rows != null) {
            rows.compare(expected);
        }
    }

    void finish() {
        if (rows != null) {
            rows.finish();
        }
    }

    OptionalLong compared() {
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows.compared());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
