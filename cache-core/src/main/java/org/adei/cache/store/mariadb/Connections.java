package org.adei.cache.store.mariadb;

/**
 * What a pool is for.
 *
 * @param most most connections
 * @param statements kept prepared per connection; the server's limit of 16,382 is for all connections together
 * @param bulk whether many rows go as one statement, which does not say how many rows each touched
 * @param autoCommit whether statements outside of a transaction stand alone; if not, everything has to be one
 * @param waiting whether the pool is opened only when there is a master, where there are several servers
 */
record Connections(int most, int statements, boolean bulk, boolean autoCommit, boolean waiting) {
    static Connections forAll(int most) {
        return new Connections(most, 64, true, true, true);
    }

    /** For who reads, and does without a master. */
    static Connections forReading(int most) {
        return new Connections(most, 64, true, true, false);
    }

    /** One per writer and one to renew, always the same statements, one short transaction after the other. */
    static Connections forTails() {
        return new Connections(17, 512, true, false, true);
    }

    /** Short transactions of the leader, the queue and control. */
    static Connections forCoordination() {
        return new Connections(8, 64, true, true, true);
    }

    /** Short transactions of the queue, in which every row counts. */
    static Connections forQueue() {
        return new Connections(16, 64, false, false, true);
    }
}
