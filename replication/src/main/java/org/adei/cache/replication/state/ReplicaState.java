package org.adei.cache.replication.state;

/**
 * How a server replicates.
 *
 * @param master address, {@code host:port}
 * @param link its connection to the master
 * @param applying whether what was received is being applied
 * @param received up to where it has received
 * @param error what stopped it, empty if nothing did
 */
public record ReplicaState(String master, Link link, boolean applying, GtidSet received, String error) {
    /** The receiving half. */
    public enum Link {
        STOPPED,
        CONNECTING,
        CONNECTED
    }
}
