package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.adei.cache.source.rule.ZoneName;
import org.jspecify.annotations.Nullable;

/**
 * The column that holds the time of a row.
 *
 * @param column its name
 * @param type what is in it
 * @param zone zone of dates and times of day, UTC if left out. An hour that a clock shows twice (it was put back) is
 *     taken as its first occurrence; a time that a clock never showed makes its row unusable.
 */
public record TimeColumn(String column, TimeType type, ZoneId zone) {
    public TimeColumn {
        Given.text("column", column);
        if (type.isEpoch() && !zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("zone " + zone + " does not belong to a time of type " + type
                    + ", which counts from 1970 UTC: leave zone out, or use type datetime");
        }
    }

    @JsonCreator
    static TimeColumn of(
            @JsonProperty("column") @Nullable String column,
            @JsonProperty("type") @Nullable TimeType type,
            @JsonProperty("zone") @Nullable String zone) {
        return new TimeColumn(Given.text("column", column), Given.value("type", type), ZoneName.zone(zone));
    }
}
