package org.adei.cache.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The windows of one length, one after the other. Used by one thread. */
final class OracleLevel {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int seconds;
    private final long length;
    private final OracleNumbers[] channels;
    private final Consumer<OracleWindow> windows;
    private long start;
    private long lastRow;
    private long rows;
    private long gap;

    OracleLevel(int seconds, int channels, Consumer<OracleWindow> windows) {
        if (seconds < 1) {
            throw new IllegalArgumentException("level of " + seconds + " s: expected at least 1");
        }
        this.seconds = seconds;
        this.length = seconds * NANOS_PER_SECOND;
        this.windows = windows;
        this.channels = new OracleNumbers[channels];
        for (int c = 0; c < channels; c++) {
            this.channels[c] = new OracleNumbers();
        }
    }

    void row(long time, double[] values, boolean[] isNull) {
        if (rows > 0 && time - start >= length) {
            emit(false);
        }
        if (rows == 0) {
            start = Math.subtractExact(time, Math.floorMod(time, length));
            lastRow = start;
        }
        gap = Math.max(gap, time - lastRow);
        lastRow = time;
        rows++;
        for (int c = 0; c < channels.length; c++) {
            if (!isNull[c]) {
                channels[c].add(values[c]);
            }
        }
    }

    void finish() {
        if (rows > 0) {
            emit(true);
        }
    }

    private void emit(boolean open) {
        List<OracleChannel> numbers = new ArrayList<>(channels.length);
        for (OracleNumbers channel : channels) {
            numbers.add(channel.take());
        }
        // start + length may be beyond 64 bits, the distance never is
        long tail = length - (lastRow - start);
        windows.accept(
                new OracleWindow(new OracleWindow.Place(seconds, start, open), rows, Math.max(gap, tail), numbers));
        rows = 0;
        gap = 0;
    }
}
