package org.adei.cache.benchmarks.peers;

/** DuckDB with a commit for as many rows as ours has. */
public final class DurableDuckDb extends DuckDb {
    public DurableDuckDb() {
        super(true);
    }
}
