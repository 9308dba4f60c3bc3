package org.adei.cache.testkit.oracle;

/**
 * One channel in one window.
 *
 * @param valid number of finite values
 * @param nonFinite number of NaN and infinities
 * @param min least finite value, NaN if there is none; -0.0 is less than 0.0
 * @param max greatest finite value, NaN if there is none
 * @param exact mean of the finite values
 */
public record OracleChannel(long valid, long nonFinite, double min, double max, OracleMean exact) {
    /** The double nearest to the exact mean, NaN if there is no finite value. */
    public double mean() {
        return exact.nearest();
    }
}
