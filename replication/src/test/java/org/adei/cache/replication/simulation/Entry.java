package org.adei.cache.replication.simulation;

/** A transaction: who wrote it first, its number, and the reign that it belongs to; crowning if it writes the lease. */
record Entry(int origin, int number, long epoch, boolean crowning) {}
