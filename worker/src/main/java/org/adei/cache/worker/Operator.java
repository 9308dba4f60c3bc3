package org.adei.cache.worker;

import java.io.PrintWriter;
import java.util.List;
import org.adei.cache.control.ControlBoard;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.WorkerState;
import org.adei.cache.control.Workers;
import org.adei.cache.control.mariadb.MariaDbControlBoard;
import org.adei.cache.control.mariadb.MariaDbWorkers;
import org.adei.cache.engine.CacheEngine;
import picocli.CommandLine.Model.CommandSpec;

/** One who says in the cache what may run, and sees who will follow. */
record Operator(ControlBoard board, Workers workers, String name) {
    static Operator of(CacheEngine engine) {
        String user = System.getProperty("user.name", "somebody");
        String host = WorkerInfo.here("", List.of(), java.util.Map.of()).host();
        return new Operator(
                new MariaDbControlBoard(engine.coordination()),
                new MariaDbWorkers(engine.coordination()),
                user + "@" + host);
    }

    /** Who is there to follow. */
    List<WorkerState> present() {
        return workers.all().stream().filter(WorkerState::counts).toList();
    }

    /** Waits for a replica to have what was said, and tells where none has: it would be lost with the master. */
    static void awaitCopy(CacheEngine engine, CommandSpec spec) {
        if (!engine.store().awaitCopy()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "note: no replica has this yet, it is lost if the master is lost now; `adei-cache cluster status`"
                            + " shows how far they are behind");
            err.flush();
        }
    }

    /** {@code 2 workers follow within 2 s}. */
    static String followers(int count) {
        return switch (count) {
            case 0 -> "no worker runs at present; it holds for those that start";
            case 1 -> "the one worker follows within 2 s";
            default -> count + " workers follow within 2 s";
        };
    }
}
