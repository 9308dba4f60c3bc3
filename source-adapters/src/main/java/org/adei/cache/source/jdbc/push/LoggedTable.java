package org.adei.cache.source.jdbc.push;

import java.util.OptionalLong;
import java.util.function.Function;
import org.adei.cache.model.GroupId;

/**
 * A followed table as the log shows it.
 *
 * @param columns how many the table has; a log that shows another number belongs to another shape of the table
 * @param time position of the column of times, from 0 on
 * @param clock reads a cell of that column; empty if it cannot be told
 */
public record LoggedTable(GroupId group, int columns, int time, Function<Number, OptionalLong> clock) {
    public LoggedTable {
        if (time < 0 || time >= columns) {
            throw new IllegalArgumentException(
                    "time column " + time + " of group " + group + ": expected one of " + columns + " columns");
        }
    }
}
