package org.adei.cache.source.jdbc;

import java.util.List;

/**
 * The part of a query that delivers the channels.
 *
 * @param expressions what is selected behind the time
 * @param reader reads the values of a row from the second column on
 */
record ChannelQuery(List<String> expressions, RowReader reader) {
    ChannelQuery {
        expressions = List.copyOf(expressions);
    }
}
