package org.adei.cache.source.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one query into blocks. Holds a connection until the last row is read or it is closed. */
final class JdbcCursor implements RowCursor {
    private final Reading reading;
    private final Rejections rejections;
    private final double[][] columns;
    private @Nullable Lease lease;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final boolean events;

    /**
     * What is read.
     *
     * @param interval exact bounds of the times
     * @param channels how many values each row has
     */
    record Reading(JdbcTable source, Interval interval, RowReader reader, int channels, Access access) {}

    /** Takes over the lease, the statement and its result. */
    JdbcCursor(Reading reading, Rejections rejections, Lease lease, PreparedStatement statement, ResultSet rows) {
        this.reading = reading;
        this.rejections = rejections;
        this.columns = new double[reading.channels()][];
        this.lease = lease;
        this.statement = statement;
        this.rows = rows;
        this.events = reading.source().log() != null;
    }

    @Override
    public boolean fill(RowBlock block) {
        if (lease == null) {
            return false;
        }
        for (int c = 0; c < columns.length; c++) {
            columns[c] = block.column(c);
        }
        try {
            int size = block.size();
            int capacity = block.capacity();
            while (size < capacity) {
                if (!rows.next()) {
                    block.size(size);
                    finish();
                    return false;
                }
                if (read(block, size)) {
                    size++;
                }
            }
            block.size(size);
            return true;
        } catch (SQLException e) {
            close();
            throw reading.access
                    .faults()
                    .of(
                            "stopped in the middle of table "
                                    + reading.source.table().title(),
                            e);
        }
    }

    /** Whether the row on which the result stands was written at the index. */
    private boolean read(RowBlock block, int index) throws SQLException {
        long time;
        try {
            time = reading.source.codec().read(rows, 1);
        } catch (DateTimeException e) {
            reject(key(), String.valueOf(e.getMessage()));
            return false;
        } catch (SQLException e) {
            reject(key(), Unreadable.reason(e));
            return false;
        }
        if (!reading.interval.contains(time)) {
            return false;
        }
        block.times()[index] = time;
        try {
            reading.reader.read(rows, columns, index);
            if (events) {
                block.text(index, LogRows.text(rows));
            }
        } catch (SQLException e) {
            reject(Nanos.toInstant(time).toString(), Unreadable.reason(e));
            return false;
        }
        return true;
    }

    private String key() throws SQLException {
        return String.valueOf(rows.getString(1));
    }

    private void reject(String key, String reason) {
        rejections.reject(
                "row of table " + reading.source.table().title() + " with "
                        + reading.source.time().name() + " = " + key,
                reason);
    }

    private void finish() throws SQLException {
        rows.close();
        statement.close();
        Lease held = lease;
        if (held != null) {
            held.done();
            held.close();
            lease = null;
        }
    }

    @Override
    public void close() {
        Lease held = lease;
        if (held == null) {
            return;
        }
        lease = null;
        try (held) {
            if (reading.access.dialect().survivesAbandonedRows()) {
                rows.close();
                statement.close();
                held.done();
            }
        } catch (SQLException e) {
            // the lease drops a connection that does not end its statement in good order
        }
    }
}
