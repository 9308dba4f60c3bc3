package org.adei.cache.replication.state;

/** How sure it is that a server holds what it says it has applied; kept on the server itself, over restarts. */
public enum Content {
    /** Nothing speaks against it. */
    WHOLE,
    /** It came back from a life of its own and was not compared with its master yet. */
    UNPROVEN,
    /** Rows are being taken back or filled in: it must not become master. */
    PARTIAL
}
