package org.adei.cache.model;

import java.time.Duration;

/**
 * The length of the windows of one step of the ladder: a whole number of seconds.
 *
 * @param seconds 1 to 31,622,400, the seconds of a leap year
 */
public record Level(int seconds) implements Comparable<Level> {
    private static final int LONGEST = 366 * 86_400;

    public Level {
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException("level of " + seconds
                    + " s cannot be used: expected a whole number of seconds from 1 to " + LONGEST);
        }
    }

    public static Level of(Duration length) {
        if (length.getNano() != 0 || length.getSeconds() > LONGEST) {
            throw new IllegalArgumentException(
                    "level of " + length + " cannot be used: expected a whole number of seconds from 1 to " + LONGEST);
        }
        return new Level((int) length.getSeconds());
    }

    public long nanos() {
        return seconds * Nanos.PER_SECOND;
    }

    /** Start of the window that holds the time; the beginning of time where there is no such edge. */
    public long floor(long nanos) {
        long floor = nanos - Math.floorMod(nanos, nanos());
        return floor > nanos ? Long.MIN_VALUE : floor;
    }

    /** First window start at or after the time; the end of time where there is no such edge. */
    public long ceiling(long nanos) {
        long past = Math.floorMod(nanos, nanos());
        long ceiling = past == 0 ? nanos : nanos - past + nanos();
        return ceiling < nanos ? Long.MAX_VALUE : ceiling;
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
