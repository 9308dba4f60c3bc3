package org.adei.cache.control;

/**
 * The place of a worker in the list.
 *
 * @param name under which it is listed
 * @param token never given twice, so that one that was taken for dead does not beat for its successor
 */
public record WorkerTicket(String name, long token) {}
