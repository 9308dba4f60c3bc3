package org.adei.cache.source;

/** Receives the rows that a cursor leaves out because they cannot be used. Called by the cursor's thread. */
@FunctionalInterface
public interface Rejections {
    /**
     * Tells of one row.
     *
     * @param row where the row is, as a human finds it (line 17 of file x, ts=...), the same at each reading
     * @param reason which column, what was found, what was expected
     */
    void reject(String row, String reason);

    /**
     * Tells of several rows that are not named one by one.
     *
     * @param place where the rows are, the same at each reading
     * @param rows how many, from 1 on
     */
    default void reject(String place, String reason, int rows) {
        reject(place, reason);
    }
}
