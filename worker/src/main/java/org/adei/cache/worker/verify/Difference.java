package org.adei.cache.worker.verify;

/**
 * One number that is not what the source's rows give.
 *
 * @param level window length in seconds, 0 for raw rows
 * @param time start of the window or time of the row, nanoseconds since 1970
 * @param subject channel and figure, or what else differs
 * @param expected what the source's rows give
 * @param found what the cache has
 */
public record Difference(int level, long time, String subject, String expected, String found) {}
