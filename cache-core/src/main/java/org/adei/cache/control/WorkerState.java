package org.adei.cache.control;

import java.time.Duration;
import java.util.Map;
import org.adei.cache.work.LaneName;

/**
 * A worker as the list has it.
 *
 * @param worker the process, with the threads that its lanes have now
 * @param condition whether it is there
 * @param uptime since it registered
 * @param beat since its last beat, on the database's clock
 * @param message what it complains of, empty if nothing
 */
public record WorkerState(WorkerInfo worker, Condition condition, Duration uptime, Duration beat, String message) {
    /** Whether a worker is there. */
    public enum Condition {
        /** It beats. */
        WORKING,
        /** It is connected but has not beaten for a while: frozen, or its machine is overloaded. */
        SILENT,
        /** It ended without saying so. */
        GONE
    }

    public String name() {
        return worker.name();
    }

    /** Whether its threads count. */
    public boolean counts() {
        return condition != Condition.GONE;
    }

    /** Whether it has a lane. */
    public boolean has(LaneName lane) {
        return worker.threads().containsKey(lane);
    }

    /** Threads of a lane now, 0 if it does not have the lane. */
    public int threads(LaneName lane) {
        Map<LaneName, Integer> threads = worker.threads();
        return threads.getOrDefault(lane, 0);
    }
}
