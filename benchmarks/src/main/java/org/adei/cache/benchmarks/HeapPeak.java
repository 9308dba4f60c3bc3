package org.adei.cache.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most that was left on the heap by a collection since the last reset. Thread-safe. */
final class HeapPeak {
    private final AtomicLong most = new AtomicLong();

    HeapPeak() {
        Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, handback) -> {
                            if (notification.getUserData() instanceof CompositeData data) {
                                take(GarbageCollectionNotificationInfo.from(data), heap);
                            }
                        },
                        null,
                        null);
            }
        }
    }

    private void take(GarbageCollectionNotificationInfo info, Set<String> heap) {
        long left = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        most.accumulateAndGet(left, Math::max);
    }

    /** Begins anew, after a collection. */
    void reset() {
        System.gc();
        most.set(0);
    }

    double megabytes() {
        return most.get() / 1048576.0;
    }
}
