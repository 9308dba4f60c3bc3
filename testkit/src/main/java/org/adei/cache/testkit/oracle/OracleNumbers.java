package org.adei.cache.testkit.oracle;

/** What one channel has gathered in the present window. Used by one thread. */
final class OracleNumbers {
    /** The relative error of one rounding. */
    private static final double UNIT = 0x1p-53;

    private final ExactSum sum = new ExactSum();
    private int valid;
    private long nonFinite;
    private double min;
    private double max;

    void add(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            nonFinite++;
            return;
        }
        min = valid == 0 ? value : Math.min(min, value);
        max = valid == 0 ? value : Math.max(max, value);
        valid = Math.incrementExact(valid);
        sum.add(value);
    }

    /** The numbers of the window, which ends with this. */
    OracleChannel take() {
        OracleChannel channel = valid == 0
                ? new OracleChannel(0, nonFinite, Double.NaN, Double.NaN, OracleMean.NONE)
                : new OracleChannel(valid, nonFinite, min, max, new OracleMean(sum.mean(valid), slack()));
        sum.reset();
        valid = 0;
        nonFinite = 0;
        return channel;
    }

    private double slack() {
        double relative = valid * UNIT;
        return relative * relative * Math.max(Math.abs(min), Math.abs(max));
    }
}
