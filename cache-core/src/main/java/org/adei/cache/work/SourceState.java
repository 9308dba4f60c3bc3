package org.adei.cache.work;

import java.time.Duration;

/**
 * What the leader found when it last asked a source.
 *
 * @param name name of the source in the configuration
 * @param reachable whether it could be asked
 * @param message why not, or what is wrong with some of its groups; empty if all is well
 * @param failures times in a row that it could not be asked
 * @param groups groups that it has, as far as known
 * @param fingerprint changes when groups or channels come or go; workers then ask the source themselves
 * @param next time until it is asked again
 */
public record SourceState(
        String name, boolean reachable, String message, int failures, int groups, String fingerprint, Duration next) {
    /** Longest message that is kept. */
    public static final int MOST_TEXT = 10_000;

    public SourceState {
        if (failures < 0 || groups < 0 || next.isNegative()) {
            throw new IllegalArgumentException("state of source " + name + " with " + failures + " failures, " + groups
                    + " groups, asked again after " + next + ": expected none below zero");
        }
        message = message.length() <= MOST_TEXT ? message : message.substring(0, MOST_TEXT) + "..";
    }
}
