package org.adei.cache.queue;

/**
 * What a sweep found.
 *
 * @param expired items of workers that let their lease run out, in the queue again
 * @param due items that waited long enough, in the queue again
 * @param givenUp items that ran out too often, set aside
 */
public record Swept(int expired, int due, int givenUp) {}
