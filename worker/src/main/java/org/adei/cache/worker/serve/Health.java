package org.adei.cache.worker.serve;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.adei.cache.work.LaneName;
import org.adei.cache.worker.Json;

/**
 * How this process is.
 *
 * @param worker its name in the list of workers
 * @param leads whether it leads
 * @param fault why the cache cannot be read at present, empty if it can
 */
record Health(String worker, boolean leads, String fault) {
    static final Health STARTING = new Health("", false, "starting");

    /** Bad where a lane stands still; items that do are named, but the others go on. */
    MetricsServer.Health answer(Set<LaneName> stalled, List<String> items) {
        boolean good = fault.isEmpty() && stalled.isEmpty();
        Set<String> lanes = new TreeSet<>();
        stalled.forEach(lane -> lanes.add(lane.toString()));
        String json = Json.line(Json.object(
                "status",
                good ? "good" : "bad",
                "worker",
                worker,
                "leads",
                leads,
                "fault",
                fault,
                "stalled",
                lanes,
                "items_stalled",
                items));
        return new MetricsServer.Health(good, json + "\n");
    }
}
