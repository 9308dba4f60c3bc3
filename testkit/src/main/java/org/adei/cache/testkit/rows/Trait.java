package org.adei.cache.testkit.rows;

/** What makes rows hard. Random rows may have each of them, as their seed says; a test leaves out what its source cannot hold. */
public enum Trait {
    /** Rows that share a time, with the same content or another. */
    TIES,

    /** Pauses of a few rows, and over whole windows of each level. */
    GAPS,

    /** Rows exactly on the edges of windows, and one step before them. */
    EDGES,

    /** Missing values: single ones, long runs, whole rows, whole channels. */
    NULLS,

    /** NaN and infinities. */
    NON_FINITE,

    /** Values from 1e-300 to 1e300 side by side, and both zeros. */
    MAGNITUDES,

    /** Values up to the greatest double, alone and together, so that their sums leave its range. */
    EXTREMES,

    /** Times before 1970 and after 2038. */
    FAR_TIMES
}
