package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the newest rows are followed.
 *
 * @param pollMin shortest time between two questions about a group, 1 ms to 1 h; fast groups are asked this often
 * @param pollMax longest time between two questions about a group, from {@code pollMin} to 1 h; silent groups are asked
 *     this often
 * @param overlap rows that come late, change or vanish within this time behind the newest row are put right at once, 0
 *     to 1 d, in the source's own time; they are held in memory
 * @param writers transactions at once, 1 to 16, each on a connection that the archive does not use
 * @param discovery time between two looks for new groups and channels and for gaps of the archive, 100 ms to 1 d
 */
public record Following(Duration pollMin, Duration pollMax, Duration overlap, int writers, Duration discovery) {
    /** Every 10 ms to 1 s, a minute of overlap, 4 transactions at once, a look every 30 s. */
    public static final Following DEFAULT = new Following(
            Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofMinutes(1), 4, Duration.ofSeconds(30));

    public Following {
        range("poll-min", pollMin, Duration.ofMillis(1), Duration.ofHours(1));
        range("poll-max", pollMax, pollMin, Duration.ofHours(1));
        range("overlap", overlap, Duration.ZERO, Duration.ofDays(1));
        Required.range("writers", writers, 1, 16);
        range("discovery", discovery, Duration.ofMillis(100), Duration.ofDays(1));
    }

    @JsonCreator
    static Following of(
            @JsonProperty("poll-min") @Nullable Duration pollMin,
            @JsonProperty("poll-max") @Nullable Duration pollMax,
            @JsonProperty("overlap") @Nullable Duration overlap,
            @JsonProperty("writers") @Nullable Integer writers,
            @JsonProperty("discovery") @Nullable Duration discovery) {
        return new Following(
                pollMin == null ? DEFAULT.pollMin : pollMin,
                pollMax == null ? DEFAULT.pollMax : pollMax,
                overlap == null ? DEFAULT.overlap : overlap,
                writers == null ? DEFAULT.writers : writers,
                discovery == null ? DEFAULT.discovery : discovery);
    }

    private static void range(String key, Duration value, Duration least, Duration greatest) {
        if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
            throw new IllegalArgumentException(key + " is " + value.toMillis() + " ms: expected " + least.toMillis()
                    + " to " + greatest.toMillis() + " ms");
        }
    }
}
