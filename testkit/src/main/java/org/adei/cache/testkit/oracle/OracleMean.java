package org.adei.cache.testkit.oracle;

/**
 * An exact mean, and how far from it a careful sum may end.
 *
 * @param nearest the double nearest to the exact mean, NaN if there is no value
 * @param slack the error bound of sums in doubled precision, (n u)^2 times the greatest magnitude of the n values
 *     (after Ogita, Rump and Oishi, 2005, proposition 4.5); below one unit in the last place unless values cancel almost wholly
 */
public record OracleMean(double nearest, double slack) {
    static final OracleMean NONE = new OracleMean(Double.NaN, 0);

    /** Whether a mean is the exact one to within a unit in the last place and the slack. */
    public boolean agrees(double mean) {
        if (Double.isNaN(nearest)) {
            return Double.isNaN(mean);
        }
        return Math.abs(mean - nearest) <= Math.max(Math.ulp(mean), Math.ulp(nearest)) + slack;
    }
}
