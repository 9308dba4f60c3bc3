package org.adei.cache.source.jdbc;

import java.time.Instant;
import java.util.List;
import org.adei.cache.model.Nanos;

/**
 * A time column as a test writes it.
 *
 * @param ddl type of the column in SQL
 * @param rule how it is read
 * @param rows literals in SQL, each with the time that it means, in order of time
 */
record TimeCase(String ddl, JdbcGroup rule, List<Written> rows) {
    /** A literal of SQL and the time that it means. */
    record Written(String literal, long time) {}

    static TimeCase of(String ddl, TimeType type, Written... rows) {
        return new TimeCase(ddl, TestServer.rule(type), List.of(rows));
    }

    static TimeCase of(String ddl, String zone, Written... rows) {
        return new TimeCase(ddl, TestServer.rule(TimeType.DATETIME, zone), List.of(rows));
    }

    static Written row(String literal, String time) {
        return new Written(literal, Nanos.of(Instant.parse(time)));
    }

    @Override
    public String toString() {
        return ddl + " as " + rule.time().type() + " in " + rule.time().zone();
    }
}
