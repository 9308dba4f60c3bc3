package org.adei.cache.engine;

import org.adei.cache.ingest.IngestLimits;
import org.adei.cache.model.Ladder;

/**
 * How an engine caches.
 *
 * @param ladder levels
 * @param raw whether raw rows are copied
 * @param limits bounds of each pipeline
 * @param parallelism cutting and number of slices at work at once
 * @param backoff tries after passing faults
 */
public record EngineOptions(Ladder ladder, boolean raw, IngestLimits limits, Parallelism parallelism, Backoff backoff) {
    public static final EngineOptions DEFAULT =
            new EngineOptions(Ladder.DEFAULT, true, IngestLimits.DEFAULT, Parallelism.DEFAULT, Backoff.DEFAULT);

    /**
     * How work is cut and how much of it is done at once.
     *
     * @param groups groups at work at once, each with one reading and one writing thread, 1 to 256
     * @param sliceWindows windows of the coarsest level in a slice, from 1 on
     */
    public record Parallelism(int groups, int sliceWindows) {
        /** Two groups at once, slices of 60 windows: 30 days of the default ladder. */
        public static final Parallelism DEFAULT = new Parallelism(2, 60);

        public Parallelism {
            if (groups < 1 || groups > 256) {
                throw new IllegalArgumentException("groups at work at once is " + groups + ": expected 1 to 256");
            }
            if (sliceWindows < 1 || sliceWindows > 1_000_000) {
                throw new IllegalArgumentException(
                        "windows in a slice is " + sliceWindows + ": expected 1 to 1000000");
            }
        }
    }
}
