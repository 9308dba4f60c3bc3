package org.adei.cache.testkit.network;

/** Way of bytes through a proxy. */
public enum Direction {
    /** From who connected to who is behind the proxy. */
    TO_SERVER,

    /** Back to who connected. */
    TO_CLIENT
}
