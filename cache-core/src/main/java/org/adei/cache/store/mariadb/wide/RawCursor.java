package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.mariadb.SqlFailures;

/** Streams raw rows out of the cache, in canonical order. Owns its connection. */
final class RawCursor implements RowCursor {
    private static final int FETCH = 1_000;

    /** The range is one of times: of two indexes the server might take the other and would have to sort. */
    private static final String RANGE =
            " WHERE p0.time >= ? AND p0.time <= ? AND p0.id + 0 >= ? AND p0.id + 0 < ? ORDER BY p0.";

    private final Connection connection;
    private final PreparedStatement select;
    private final ResultSet result;
    private final int[] positions;
    private final int[] target;
    private boolean ended;

    RawCursor(Connection connection, WideTable table, Interval interval, int[] positions, boolean fractions)
            throws SQLException {
        this.connection = connection;
        this.positions = positions;
        target = new int[table.group().channels().size()];
        Arrays.fill(target, -1);
        for (int i = 0; i < positions.length; i++) {
            target[positions[i]] = i;
        }
        List<String> key = table.key(fractions);
        select = connection.prepareStatement("SELECT p0.id, p0.special" + table.selected(positions) + " FROM "
                + table.from(positions, key) + RANGE + String.join(", p0.", key));
        select.setFetchSize(FETCH);
        select.setObject(1, DateTimes.of(interval.from()));
        select.setObject(2, DateTimes.of(interval.to()));
        select.setLong(3, interval.from());
        select.setLong(4, interval.to());
        result = select.executeQuery();
    }

    @Override
    public boolean fill(RowBlock block) {
        try {
            while (!ended && !block.isFull()) {
                if (!result.next()) {
                    ended = true;
                    break;
                }
                int row = block.size();
                block.times()[row] = result.getLong(1);
                for (int c = 0; c < positions.length; c++) {
                    double value = result.getDouble(c + 3);
                    block.column(c)[row] = result.wasNull() ? RowBlock.NULL : value;
                }
                byte[] special = result.getBytes(2);
                if (special != null) {
                    Special.decode(special, target, block, row);
                }
                block.size(row + 1);
            }
            return !ended;
        } catch (SQLException e) {
            throw SqlFailures.of("cannot read raw rows of the cache", e);
        }
    }

    @Override
    public void close() {
        try (connection;
                select) {
            if (!ended) {
                connection.abort(Runnable::run);
            } else {
                result.close();
            }
        } catch (SQLException e) {
            throw SqlFailures.of("cannot close a reading of raw rows", e);
        }
    }
}
