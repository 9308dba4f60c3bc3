package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.adei.cache.model.Interval;
import org.adei.cache.packed.CorruptSpanException;
import org.adei.cache.packed.PackedSpan;
import org.adei.cache.packed.Piece;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.DamagedSpanException;
import org.jspecify.annotations.Nullable;

/**
 * Reads spans of a level in order of time, of each only the columns that are wanted: the server cuts them out of the
 * bytes by way of the directory. Where most columns are wanted, or many, whole spans are sent. Used by one thread.
 */
final class SpanQuery implements AutoCloseable {
    private static final int MOST_CUT = 64;

    private final CachedGroup group;
    private final String name;
    private final int[] positions;
    private final boolean whole;
    private final PreparedStatement select;
    private final ResultSet result;
    private PackedSpan span = new PackedSpan(NOTHING, new byte[0]);

    private static final SpanHead NOTHING = new SpanHead(org.adei.cache.packed.SpanKind.ROWS, 1, 0, 0, 0);

    /**
     * Sends the query.
     *
     * @param level level in seconds, 0 for raw rows
     * @param range spans that have something at or behind its start and begin before its end
     * @param fetch spans to take from the server at a time, 0 for all
     */
    SpanQuery(Connection connection, CachedGroup group, int level, Interval range, Wanted wanted) throws SQLException {
        this.group = group;
        this.positions = wanted.positions();
        name = "group " + group.id() + ", " + (level == 0 ? "raw rows" : "windows of " + level + " s");
        whole = positions.length > MOST_CUT
                || positions.length * 2 > group.channels().size();
        StringBuilder sql = new StringBuilder("SELECT from_ns, entries, last_ns, version, ");
        if (whole) {
            sql.append("data");
        } else {
            sql.append("SUBSTR(data, 1, " + SpanHead.BYTES + "), " + column(SpanHead.TIMES));
            for (int position : positions) {
                sql.append(", IF(channels > " + position + ", " + column(position) + ", NULL)");
            }
        }
        select = connection.prepareStatement(sql + PackedTable.RANGE);
        select.setFetchSize(wanted.fetch());
        select.setLong(1, group.number());
        select.setInt(2, level);
        select.setLong(3, group.number());
        select.setInt(4, level);
        select.setLong(5, range.from());
        select.setLong(6, range.from());
        select.setLong(7, range.to());
        result = select.executeQuery();
    }

    private static String column(int column) {
        String from = "CONV(HEX(SUBSTR(data, " + (SpanHead.entry(column) + 1) + ", 4)), 16, 10)";
        String to = "CONV(HEX(SUBSTR(data, " + (SpanHead.entry(column + 1) + 1) + ", 4)), 16, 10)";
        return "SUBSTR(data, " + from + " + 1, " + to + " - " + from + ")";
    }

    /** Goes to the next span; false behind the last. */
    boolean next() throws SQLException {
        if (!result.next()) {
            return false;
        }
        byte[] bytes = result.getBytes(5);
        span = reading(() -> whole ? PackedSpan.of(bytes) : new PackedSpan(SpanHead.of(bytes), bytes));
        if (span.head().first() != result.getLong(1) || span.head().rows() != result.getInt(2)) {
            throw damaged("it has " + result.getInt(2) + " entries, and its bytes are those of another span", null);
        }
        return true;
    }

    /** Version of the bytes, 0 if it is not known. */
    long version() throws SQLException {
        return result.getLong(4);
    }

    SpanHead head() {
        return span.head();
    }

    /** The column of times. */
    Piece times() throws SQLException {
        return whole ? span.column(SpanHead.TIMES) : piece(result.getBytes(6));
    }

    /** The column of the channel that was asked for as number {@code i}; no bytes if the span does not have it. */
    Piece channel(int i) throws SQLException {
        if (positions[i] >= span.head().channels()) {
            return Piece.NONE;
        }
        return whole ? span.column(positions[i]) : piece(result.getBytes(7 + i));
    }

    private static Piece piece(byte[] bytes) {
        return bytes == null ? Piece.NONE : new Piece(bytes);
    }

    private DamagedSpanException damaged(String what, @Nullable Throwable cause) throws SQLException {
        Interval interval = new Interval(result.getLong(1), result.getLong(3) + 1);
        return new DamagedSpanException(
                group, interval, name + ", packed span of " + interval + " is damaged: " + what, cause);
    }

    /** Reads columns; if they are damaged, the failure names group and span too. */
    <T> T reading(Reading<T> reading) throws SQLException {
        try {
            return reading.read();
        } catch (CorruptSpanException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (select) {
            result.close();
        }
    }

    /** Something that reads columns. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws SQLException;
    }

    /**
     * What is wanted of the spans.
     *
     * @param positions channels
     * @param fetch spans to take from the server at a time, 0 for all at once
     */
    record Wanted(int[] positions, int fetch) {}
}
