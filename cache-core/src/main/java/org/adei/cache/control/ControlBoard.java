package org.adei.cache.control;

import java.util.OptionalInt;
import org.adei.cache.work.LaneName;

/**
 * Where operators say what may run, and all processes read it. Thread-safe; failures are
 * {@link org.adei.cache.failure.CacheException}s.
 */
public interface ControlBoard {
    /** All that was said. */
    ControlState read();

    /** Stops a target; what is at work ends after its batch. */
    void stop(Target target, String by);

    /** Lets a target work again; what is stopped by itself inside of it stays so. */
    void start(Target target, String by);

    /**
     * Says how many threads a lane has over all processes together.
     *
     * @param total 0 to {@link ControlEntry#MOST_THREADS}; empty: each process has as many as configured
     */
    void scale(LaneName lane, OptionalInt total, String by);
}
