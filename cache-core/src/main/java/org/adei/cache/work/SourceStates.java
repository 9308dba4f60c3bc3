package org.adei.cache.work;

import java.util.List;

/** What is known of the sources of a cache, written by the leader, read by every process. Thread-safe. */
public interface SourceStates {
    /**
     * Stores the state of a source.
     *
     * @return false if the lead is lost; nothing is stored then
     */
    boolean put(LeaderLease lease, SourceState state);

    /** Drops sources that are not in the configuration any more; false if the lead is lost. */
    boolean keepOnly(LeaderLease lease, List<String> names);

    /** All states by name. */
    List<SourceState> all();
}
