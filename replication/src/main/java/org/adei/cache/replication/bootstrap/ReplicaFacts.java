package org.adei.cache.replication.bootstrap;

/**
 * What a server says of the master that it replicates from.
 *
 * @param master {@code host:port}
 * @param masterId {@code server_id} of it; 0 as long as it was never connected
 * @param flow which of its threads run
 * @param error last error of either thread; empty if none
 * @param lagSeconds seconds behind, as the server says; negative if it cannot tell
 */
public record ReplicaFacts(String master, long masterId, Flow flow, String error, long lagSeconds) {
    /**
     * Which of the two threads run.
     *
     * @param receiving whether the IO thread is connected
     * @param applying whether the SQL thread runs
     * @param byGtid whether positions are GTIDs
     */
    public record Flow(boolean receiving, boolean applying, boolean byGtid) {}
}
