package org.adei.cache.model;

import java.time.Duration;

/**
 * The length of the windows of one step of the ladder: a whole number of seconds.
 *
 * @param seconds 1 to 2^31-1
 */
public record Level(int seconds) implements Comparable<Level> {
    public Level {
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    "level of " + seconds + " s cannot be used: expected a whole number of seconds from 1 on");
        }
    }

    public static Level of(Duration length) {
        if (length.getNano() != 0 || length.getSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "level of " + length + " cannot be used: expected a whole number of seconds from 1 to 2147483647");
        }
        return new Level((int) length.getSeconds());
    }

    public long nanos() {
        return seconds * Nanos.PER_SECOND;
    }

    /** Start of the window that holds the time. */
    public long floor(long nanos) {
        return nanos - Math.floorMod(nanos, nanos());
    }

    /** First window start at or after the time. */
    public long ceiling(long nanos) {
        long floor = floor(nanos);
        return floor == nanos ? nanos : floor + nanos();
    }

    @Override
    public int compareTo(Level other) {
        return Integer.compare(seconds, other.seconds);
    }

    @Override
    public String toString() {
        return seconds + "s";
    }
}
