package org.adei.cache.testkit.oracle;

import java.util.List;

/**
 * One window that holds rows.
 *
 * @param place which window it is
 * @param rows number of rows, whether or not they have values; at least 1
 * @param gapNanos greatest distance in nanoseconds between neighbouring rows, and between the edges and their nearest row
 * @param channels numbers of each channel, in order
 */
public record OracleWindow(Place place, long rows, long gapNanos, List<OracleChannel> channels) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * A window of a level.
     *
     * @param levelSeconds length of the window
     * @param start its first nanosecond since 1970
     * @param open whether no row was seen behind its end
     */
    public record Place(int levelSeconds, long start, boolean open) {}

    public OracleWindow {
        channels = List.copyOf(channels);
    }

    public int levelSeconds() {
        return place.levelSeconds();
    }

    public long start() {
        return place.start();
    }

    public boolean open() {
        return place.open();
    }

    /** The greatest gap in whole seconds, rounded down. */
    public long missing() {
        return gapNanos / NANOS_PER_SECOND;
    }

    public OracleChannel channel(int index) {
        return channels.get(index);
    }
}
