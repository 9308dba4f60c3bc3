package org.adei.cache.source.csv;

/**
 * A row that cannot be used, or several that are not named one by one.
 *
 * @param near time of the row, or of the last one that could be used before it
 * @param row file and line
 * @param reason what is wrong
 * @param rows how many, from 1 on
 */
record Rejected(long near, String row, String reason, int rows) {}
