package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.log.EventText;
import org.adei.cache.log.Severity;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/** Reads rows that are events: a one in the channel of the severity, the others missing, and a text. */
final class LogRows {
    private static final int SEVERITY = 2;
    private static final int SOURCE = 3;
    private static final int MESSAGE = 4;

    private LogRows() {}

    /** Selects severity, source and message behind the time. */
    static ChannelQuery query(Dialect dialect, LogColumns log, List<String> severities) {
        int[] wanted =
                severities.stream().mapToInt(Severity.channels()::indexOf).toArray();
        return new ChannelQuery(
                List.of(
                        dialect.quoted(log.severity()),
                        log.source().isEmpty() ? "''" : dialect.quoted(log.source()),
                        dialect.quoted(log.message())),
                (row, columns, index) -> {
                    int severity = Severity.of(text(row, SEVERITY)).ordinal();
                    for (int c = 0; c < columns.length; c++) {
                        columns[c][index] = severity == wanted[c] ? 1 : RowBlock.NULL;
                    }
                });
    }

    /** The text of the row on which a result stands. */
    static EventText text(ResultSet row) throws SQLException {
        return EventText.shortened(text(row, SOURCE), text(row, MESSAGE));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }
}
