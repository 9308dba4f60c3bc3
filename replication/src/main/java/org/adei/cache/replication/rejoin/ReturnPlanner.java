package org.adei.cache.replication.rejoin;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.replication.bootstrap.BinlogState;

/** Decides how a server comes back, over what it and the master have logged. Pure. */
public final class ReturnPlanner {
    private ReturnPlanner() {}

    /**
     * Decides.
     *
     * @param returning everything that the server has logged
     * @param master everything that the master has logged
     * @param canUndo whether the programs to undo transactions are there
     */
    public static Return plan(BinlogState returning, BinlogState master, boolean canUndo) {
        if (returning.isEmpty()) {
            return master.isEmpty()
                    ? new Return.Follow()
                    : new Return.Reseed("it has logged nothing, what it holds is unknown");
        }
        BinlogState errant = returning.beyond(master);
        if (errant.isEmpty()) {
            return new Return.Follow();
        }
        if (!canUndo) {
            return new Return.Reseed("it has transactions that the master has not, " + errant
                    + ", and mariadb-binlog, which undoes them, is not installed");
        }
        Optional<String> shared = lastShared(returning, errant, master);
        return shared.<Return>map(keep -> new Return.Undo(errant, keep))
                .orElseGet(() -> new Return.Reseed(
                        "it has transactions that the master has not, " + errant + ", and no last one that both have"));
    }

    /** Numbers rise in a log, whoever wrote: the last one that both have is the highest of those of all origins. */
    private static Optional<String> lastShared(BinlogState returning, BinlogState errant, BinlogState master) {
        Set<String> domains = new HashSet<>();
        errant.last().keySet().forEach(origin -> domains.add(domain(origin)));
        if (domains.size() > 1) {
            return Optional.empty();
        }
        return returning.last().entrySet().stream()
                .filter(entry -> domains.contains(domain(entry.getKey())))
                .map(entry -> Map.entry(
                        entry.getKey(), Math.min(entry.getValue(), master.last().getOrDefault(entry.getKey(), 0L))))
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() + "-" + entry.getValue());
    }

    private static String domain(String origin) {
        return origin.substring(0, origin.indexOf('-'));
    }
}
