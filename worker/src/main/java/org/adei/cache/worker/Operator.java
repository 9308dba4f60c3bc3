package org.adei.cache.worker;

import java.util.List;
import org.adei.cache.control.ControlBoard;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.WorkerState;
import org.adei.cache.control.Workers;
import org.adei.cache.control.mariadb.MariaDbControlBoard;
import org.adei.cache.control.mariadb.MariaDbWorkers;
import org.adei.cache.engine.CacheEngine;

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

    /** {@code 2 workers follow within 2 s}. */
    static String followers(int count) {
        return switch (count) {
            case 0 -> "no worker runs at present; it holds for those that start";
            case 1 -> "the one worker follows within 2 s";
            default -> count + " workers follow within 2 s";
        };
    }
}
