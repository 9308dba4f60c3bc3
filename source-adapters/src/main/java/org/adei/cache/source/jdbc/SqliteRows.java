package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;

/** Reads rows of SQLite, where a column of numbers may hold text, which the driver would read as 0. */
record SqliteRows(List<Column> channels) {
    private static final int MOST_SHOWN = 40;

    void read(ResultSet row, double[][] columns, int index) throws SQLException {
        if (columns.length > 0 && row.getBoolean(columns.length + 2)) {
            throw text(row);
        }
        RowReader.plain(row, columns, index);
    }

    private SQLException text(ResultSet row) throws SQLException {
        for (int c = 0; c < channels.size(); c++) {
            Object value = row.getObject(c + 2);
            if (value instanceof byte[] bytes) {
                return new SQLDataException("column " + channels.get(c).name() + " holds " + bytes.length
                        + " bytes of binary data: expected a number");
            }
            if (value instanceof String text) {
                String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + ".." : text;
                return new SQLDataException(
                        "column " + channels.get(c).name() + " holds the text \"" + shown + "\": expected a number");
            }
        }
        return new SQLDataException("a column holds text: expected a number");
    }
}
