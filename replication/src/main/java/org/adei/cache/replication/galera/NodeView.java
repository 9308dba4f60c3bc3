package org.adei.cache.replication.galera;

/** What is seen of a node of a group that may be off. */
sealed interface NodeView {
    /**
     * It is in the group and can be read.
     *
     * @param closed whether writes are kept out of it
     */
    record Serving(boolean closed) implements NodeView {}

    /** Its server is off, and its helper tells where it stands. */
    record Off(RecoveredPosition position) implements NodeView {}

    /** Its server runs and is in no group that serves; {@code reason} says how it is, without the node's name. */
    record Idle(String reason) implements NodeView {}

    /** Nobody answers there; it may be anything. */
    record Silent() implements NodeView {}
}
