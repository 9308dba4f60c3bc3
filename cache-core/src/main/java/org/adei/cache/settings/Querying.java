package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may cost a source, where something is not cached.
 *
 * @param sourceRows most rows that one answer reads from a source, 0 to 1,000,000,000; 0 reads no source
 * @param sourceTime how long one answer waits for a source's rows, 10 ms to 1 h
 */
public record Querying(int sourceRows, Duration sourceTime) {
    /** 1,000,000 rows or 2 s: what a server over the network gives while somebody looks at the screen. */
    public static final Querying DEFAULT = new Querying(1_000_000, Duration.ofSeconds(2));

    /** No source is read for an answer. */
    public static final Querying CACHE_ALONE = new Querying(0, DEFAULT.sourceTime);

    public Querying {
        Required.range("source-rows", sourceRows, 0, 1_000_000_000);
        if (sourceTime.compareTo(Duration.ofMillis(10)) < 0 || sourceTime.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("source-time is " + sourceTime + ": expected a time from 10ms to 1h");
        }
    }

    @JsonCreator
    static Querying of(
            @JsonProperty("source-rows") @Nullable Integer sourceRows,
            @JsonProperty("source-time") @Nullable Duration sourceTime) {
        return new Querying(
                sourceRows == null ? DEFAULT.sourceRows : sourceRows,
                sourceTime == null ? DEFAULT.sourceTime : sourceTime);
    }

    /** Whether sources are read. */
    public boolean readsSources() {
        return sourceRows > 0;
    }
}
