package org.adei.cache.query;

/**
 * What one request may cost.
 *
 * @param points most samples of an answer
 * @param values most samples times channels of an answer
 * @param windows most windows of the chosen level in the interval, where a coarser one exists to serve beyond
 * @param rawRows most raw rows read; the finest level serves beyond
 */
public record QueryLimits(int points, long values, int windows, long rawRows) {
    public static final QueryLimits DEFAULT = new QueryLimits(100_000, 10_000_000, 500_000, 2_000_000);

    public QueryLimits {
        if (points < 1 || values < 1 || windows < 1 || rawRows < 0) {
            throw new IllegalArgumentException("limits of " + points + " points, " + values + " values, " + windows
                    + " windows and " + rawRows + " raw rows cannot be used: expected at least 1, 1, 1 and 0");
        }
    }
}
