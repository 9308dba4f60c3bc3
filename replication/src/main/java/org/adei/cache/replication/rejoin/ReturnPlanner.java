package org.adei.cache.replication.rejoin;

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
        String origin = errant.last().keySet().iterator().next();
        Long shared = master.last().get(origin);
        if (errant.last().size() > 1 || shared == null) {
            return new Return.Reseed("it has transactions that the master has not, " + errant
                    + ", and no last one of the same origin that both have");
        }
        return new Return.Undo(errant, origin + "-" + shared);
    }
}
