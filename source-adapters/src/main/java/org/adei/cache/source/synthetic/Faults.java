package org.adei.cache.source.synthetic;

/**
 * What is wrong with rows, each as a share of 0 to 1.
 *
 * @param gaps runs of 100 rows that are missing
 * @param nulls values that are missing
 * @param nans values that are NaN or infinite
 * @param duplicates odd rows that share the time of the row before
 * @param jitter part of the period by which rows come late at most
 */
record Faults(double gaps, double nulls, double nans, double duplicates, double jitter) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0);

    Faults {
        share("gaps", gaps);
        share("nulls", nulls);
        share("nans", nans);
        share("duplicates", duplicates);
        share("jitter", jitter);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": expected a share from 0 to 1");
        }
    }
}
