package org.adei.cache.control;

import java.util.List;
import org.adei.cache.work.LaneName;

/** Deals the threads of a lane out to those who have it. Pure. */
final class Shares {
    /** Most threads of a lane in one process. */
    static final int MOST = 64;

    private Shares() {}

    /**
     * Threads of one worker: an even part, the first by name getting one more where it does not come out even.
     *
     * @param total over all workers
     * @param name the worker; counted even where the list does not have it yet
     */
    static int of(int total, String name, LaneName lane, List<WorkerState> all) {
        List<String> others = all.stream()
                .filter(worker -> worker.counts() && worker.has(lane))
                .map(WorkerState::name)
                .filter(other -> !other.equals(name))
                .toList();
        int before =
                (int) others.stream().filter(other -> other.compareTo(name) < 0).count();
        int count = others.size() + 1;
        return Math.min(MOST, total / count + (before < total % count ? 1 : 0));
    }
}
