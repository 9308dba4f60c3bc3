package org.adei.cache.log;

import java.util.Set;
import org.adei.cache.model.Interval;

/**
 * Which events of a group are wanted.
 *
 * @param interval times, half-open
 * @param severities those that count; empty for all
 * @param source who says it, exactly; empty for everybody
 * @param text words of which each has to occur in the message, in any order and case; empty for any message
 * @param limit most events, 1 to {@value #MOST}
 */
public record EventQuery(Interval interval, Set<Severity> severities, String source, String text, int limit) {
    /** Most events of one answer. */
    public static final int MOST = 10_000;

    public EventQuery {
        severities = Set.copyOf(severities);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + ": expected 1 to " + MOST);
        }
    }
}
