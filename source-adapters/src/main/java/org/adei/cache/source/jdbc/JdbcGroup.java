package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.rule.ChannelRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule that makes groups out of tables: one group per table that matches.
 *
 * @param rule which tables, and what their groups are called
 * @param time the column that holds the time of a row
 * @param channels which columns are channels
 * @param log the columns of events, if rows are events; then there are no other channels
 * @param limits the part of time that is wanted
 */
public record JdbcGroup(
        TableRule rule,
        TimeColumn time,
        ChannelRule channels,
        @Nullable LogColumns log,
        Interval limits) {
    /** A rule for rows of numbers. */
    JdbcGroup(TableRule rule, TimeColumn time, ChannelRule channels, Interval limits) {
        this(rule, time, channels, null, limits);
    }

    /** The rule as it is written in a configuration. */
    @JsonCreator
    static JdbcGroup of(
            @JsonProperty("tables") @Nullable String tables,
            @JsonProperty("group") @Nullable String group,
            @JsonProperty("schema") @Nullable String schema,
            @JsonProperty("time") @Nullable TimeColumn time,
            @JsonProperty("channels") @Nullable ChannelRule channels,
            @JsonProperty("log") @Nullable LogColumns log,
            @JsonProperty("from") @Nullable Instant from,
            @JsonProperty("to") @Nullable Instant to) {
        if (log != null && channels != null) {
            throw new IllegalArgumentException(
                    "a group has both channels and log: expected one of them; events have severities for channels");
        }
        return new JdbcGroup(
                TableRule.of(Given.text("tables", tables), group == null ? "" : group, schema == null ? "" : schema),
                Given.value("time", time),
                channels == null ? ChannelRule.ALL : channels,
                log,
                limits(from, to));
    }

    private static Interval limits(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from " + from + " is after to " + to + ": expected an earlier time");
        }
        return new Interval(from == null ? Long.MIN_VALUE : Nanos.of(from), to == null ? Long.MAX_VALUE : Nanos.of(to));
    }
}
