package org.adei.cache.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CPU time that processes have used, as the operating system counts it; its grain is some 10 ms. Used by one thread. */
final class CpuMeter {
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    /** Counts a process from now on; one that cannot be found is left out. */
    CpuMeter with(String name, long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.ifPresent(found -> processes.put(name, found));
        return this;
    }

    /** CPU time since each process began, by name. */
    Map<String, Duration> read() {
        Map<String, Duration> used = new LinkedHashMap<>();
        processes.forEach(
                (name, process) -> process.info().totalCpuDuration().ifPresent(duration -> used.put(name, duration)));
        return used;
    }

    /** Microseconds of CPU for each of some rows, by process. */
    static Map<String, Double> perRow(Map<String, Duration> before, Map<String, Duration> after, long rows) {
        Map<String, Double> each = new LinkedHashMap<>();
        after.forEach((name, used) -> each.put(
                name, used.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / 1e3 / Math.max(1, rows)));
        return each;
    }
}
