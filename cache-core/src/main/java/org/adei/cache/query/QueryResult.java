package org.adei.cache.query;

import java.util.List;
import java.util.OptionalLong;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/**
 * An answer and where it came from.
 *
 * @param group the group
 * @param channels names of the channels, in the order of {@link Samples#channels}
 * @param interval the interval that is answered
 * @param samples at most as many as points were wanted
 * @param provenance parts in order of time, and up to where the group is cached
 */
public record QueryResult(
        GroupId group, List<String> channels, Interval interval, Samples samples, Provenance provenance) {
    public QueryResult {
        channels = List.copyOf(channels);
    }

    /**
     * Where an answer came from.
     *
     * @param parts cover the interval without gap, in order of time
     * @param watermark end of the newest cached span, nanoseconds since 1970; empty if nothing is cached
     * @param cacheReached whether a server of the cache answered; if not, nothing is known of what is cached
     */
    public record Provenance(List<Part> parts, OptionalLong watermark, boolean cacheReached) {
        public Provenance {
            parts = List.copyOf(parts);
        }
    }

    public List<Part> parts() {
        return provenance.parts();
    }

    public OptionalLong watermark() {
        return provenance.watermark();
    }
}
