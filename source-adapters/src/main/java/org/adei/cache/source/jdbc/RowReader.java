package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/** Reads the channels of the row on which a result stands; the first of them is the second column. */
@FunctionalInterface
interface RowReader {
    /**
     * Writes the row's values into the columns at an index.
     *
     * @throws SQLDataException if a value cannot be a channel's, naming column and value
     */
    void read(ResultSet row, double[][] columns, int index) throws SQLException;

    /** Reads columns that the driver knows to be numbers: one call a value, nothing boxed. */
    static void plain(ResultSet row, double[][] columns, int index) throws SQLException {
        for (int c = 0; c < columns.length; c++) {
            columns[c][index] = value(row, row.getDouble(c + 2));
        }
    }

    /** A NaN of the source must not be taken for a missing value, whatever its bits. */
    private static double value(ResultSet row, double read) throws SQLException {
        if (read == 0 && row.wasNull()) {
            return RowBlock.NULL;
        }
        return Double.isNaN(read) ? Double.NaN : read;
    }

    /** Reads columns of which some arrive as decimal text. */
    static RowReader mixed(List<Column> channels, boolean[] text) {
        return (row, columns, index) -> {
            for (int c = 0; c < columns.length; c++) {
                if (text[c]) {
                    columns[c][index] = number(row.getString(c + 2), channels.get(c));
                } else {
                    columns[c][index] = value(row, row.getDouble(c + 2));
                }
            }
        };
    }

    private static double number(@Nullable String text, Column column) throws SQLDataException {
        if (text == null) {
            return RowBlock.NULL;
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value) && !text.endsWith("y")) {
            throw new SQLDataException("column " + column.name() + " holds a number of " + text.length()
                    + " digits that no double can hold: expected less than 1.8e308");
        }
        return value;
    }
}
