package org.adei.cache.control;

import java.time.Duration;
import java.util.Map;
import org.adei.cache.work.LaneName;

/**
 * What a worker says with each beat.
 *
 * @param threads threads of its lanes now
 * @param message what it complains of, empty if nothing
 * @param tailCommit mean time of its transactions of the newest rows since the beat before, zero if there were none
 */
public record Beat(Map<LaneName, Integer> threads, String message, Duration tailCommit) {
    public Beat {
        threads = Map.copyOf(threads);
        if (tailCommit.isNegative()) {
            throw new IllegalArgumentException(
                    "transactions that take " + tailCommit + ": expected no time below zero");
        }
    }
}
