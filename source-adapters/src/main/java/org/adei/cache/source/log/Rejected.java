package org.adei.cache.source.log;

/**
 * A line that cannot be used.
 *
 * @param near time of the event before it, {@link Long#MIN_VALUE} if there is none
 * @param row file and line
 * @param reason what is wrong
 */
record Rejected(long near, String row, String reason) {}
