package org.adei.cache.replication.state;

/** How a server met the last question. */
public enum Contact {
    /** A whole round trip of the protocol came to its end. */
    ANSWERED,

    /** Nobody listens there, twice: the process is dead, and a process started anew is read-only. */
    REFUSED,

    /** It does not let the stewards' account in, so nothing is known of it. It may be writing. */
    DENIED,

    /** It lets the stewards' account in, which lacks a right to ask it. It may be writing. */
    LIMITED,

    /** No answer in time: frozen, cut off, or slow. It may still be writing. */
    SILENT
}
