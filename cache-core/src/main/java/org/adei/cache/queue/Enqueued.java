package org.adei.cache.queue;

/**
 * What became of items that were offered.
 *
 * @param added in the queue from now on
 * @param present there already, waiting, at work or set aside; left as they were
 * @param refused not taken because the queue is full
 */
public record Enqueued(int added, int present, int refused) {}
