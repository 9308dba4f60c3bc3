package org.adei.cache.store.mariadb;

/**
 * How much of a pool of connections is in use.
 *
 * @param name what the pool is for
 * @param active connections in use
 * @param idle connections that are free
 * @param waiting threads that wait for one
 * @param most connections that there may be
 */
public record PoolUse(String name, int active, int idle, int waiting, int most) {}
