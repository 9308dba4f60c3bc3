package org.adei.cache.query;

import java.util.List;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/**
 * What a reader wants to see.
 *
 * @param group the group
 * @param channels names of channels, in the order of the answer; empty means all
 * @param interval half-open; without bounds it means what is cached, or what the source has where nothing is. Where raw rows are not used it is widened to
 *     edges of the finest level
 * @param points most samples of the answer, from 1 on
 * @param raw whether raw rows may be used where windows are too coarse
 * @param after what the answer must have seen, a position of the cache; empty for whatever the server has that answers
 */
public record Query(GroupId group, List<String> channels, Interval interval, int points, boolean raw, String after) {
    public Query {
        channels = List.copyOf(channels);
        if (points < 1) {
            throw new IllegalArgumentException("query for " + points + " points: expected at least 1");
        }
    }

    /** A query that any server may answer. */
    public Query(GroupId group, List<String> channels, Interval interval, int points, boolean raw) {
        this(group, channels, interval, points, raw, "");
    }

    /** All that is cached of a group, all channels. */
    public static Query of(GroupId group, int points) {
        return new Query(group, List.of(), Interval.ALL, points, true);
    }

    public Query channels(String... names) {
        return new Query(group, List.of(names), interval, points, raw, after);
    }

    public Query between(Interval wanted) {
        return new Query(group, channels, wanted, points, raw, after);
    }

    /**
     * The same, to be answered by a server that holds all that was committed before, such as the reader's own changes.
     *
     * @param position of {@code CacheEngine.position()} after the change
     */
    public Query after(String position) {
        return new Query(group, channels, interval, points, raw, position);
    }
}
