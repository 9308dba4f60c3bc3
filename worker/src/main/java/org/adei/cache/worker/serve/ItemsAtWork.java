package org.adei.cache.worker.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.adei.cache.work.LaneName;

/** Items that this process works on, and when each last got anywhere. Thread-safe. */
final class ItemsAtWork {
    private final Map<Object, Entry> entries = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /**
     * Knows of none yet.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    ItemsAtWork(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * An item.
     *
     * @param name for an operator
     */
    record Item(LaneName lane, String name) {}

    private record Entry(Item item, long progressAt) {}

    void began(Object key, Item item) {
        entries.put(key, new Entry(item, clock.getAsLong()));
    }

    /** Says that an item got on; does nothing if it is not at work. */
    void progressed(Object key) {
        entries.computeIfPresent(key, (same, entry) -> new Entry(entry.item(), clock.getAsLong()));
    }

    void ended(Object key) {
        entries.remove(key);
    }

    /** Lets all begin anew, after a time in which this process itself stood still. */
    void restart() {
        entries.keySet().forEach(this::progressed);
    }

    /** Those that got nowhere for longer than that, by name. */
    List<Item> stuck(long nanos) {
        long now = clock.getAsLong();
        List<Item> stuck = new ArrayList<>();
        entries.values().forEach(entry -> {
            if (now - entry.progressAt() > nanos) {
                stuck.add(entry.item());
            }
        });
        stuck.sort(java.util.Comparator.comparing(Item::name));
        return stuck;
    }
}
