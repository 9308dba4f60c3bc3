package org.adei.cache.source.csv;

/**
 * A row that cannot be used.
 *
 * @param near time of the row, or of the last one that could be used before it
 * @param row file and line
 * @param reason what is wrong
 */
record Rejected(long near, String row, String reason) {}
