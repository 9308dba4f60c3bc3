package org.adei.cache.benchmarks.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.benchmarks.Peer;

/** The rows of the source's table as a stream, read as fast as JDBC gives them. Used by one thread. */
final class SourceRows implements AutoCloseable {
    private static final int FETCH = 8_192;

    private final PreparedStatement statement;
    private final ResultSet rows;

    SourceRows(Connection source, Peer.Work work) throws SQLException {
        statement = source.prepareStatement(
                "SELECT ts, " + columns(work, "v#") + " FROM " + work.table() + " ORDER BY ts",
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCH);
        rows = statement.executeQuery();
    }

    boolean next() throws SQLException {
        return rows.next();
    }

    /** Time of the row in microseconds since 1970. */
    long time() throws SQLException {
        return rows.getLong(1);
    }

    double value(int channel) throws SQLException {
        return rows.getDouble(channel + 2);
    }

    /** A list with an entry for each channel, whose number stands for each {@code #}. */
    static String columns(Peer.Work work, String each) {
        return IntStream.range(0, work.channels())
                .mapToObj(channel -> each.replace("#", Integer.toString(channel)))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
