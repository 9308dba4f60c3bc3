package org.adei.cache.aggregate;

import org.adei.cache.source.RowBlock;

/** Counts what is neither a number nor missing; apart from the row loop, which seldom meets it. */
final class NonFinite {
    private NonFinite() {}

    static int count(double[] values, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(values[i]) && !RowBlock.isNull(values[i])) {
                count++;
            }
        }
        return count;
    }
}
