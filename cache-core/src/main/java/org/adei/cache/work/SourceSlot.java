package org.adei.cache.work;

/**
 * The right to one connection to a source, for a time on the database's clock.
 *
 * @param source name of the source
 * @param number from 1 to the source's limit
 * @param token greater than that of every holder before
 */
public record SourceSlot(String source, int number, long token) {}
