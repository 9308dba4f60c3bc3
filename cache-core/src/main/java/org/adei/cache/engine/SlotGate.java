package org.adei.cache.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceLimits;
import org.adei.cache.work.SourceSlot;
import org.adei.cache.work.SourceSlots;

/**
 * Limits by slots in the database: one for each connection, and the rows a second in equal parts for each slot that is
 * taken. Thread-safe.
 */
final class SlotGate implements SourceGate {
    /** Slots behind those of the archive for those who catch up with the newest rows; nobody waits where they are used up. */
    private static final int BESIDE = 1_000;

    private final SourceSlots slots;
    private final Stop stop;
    private final long renewNanos;
    private final long patience;
    private final Set<SourceSlot> held = ConcurrentHashMap.newKeySet();
    private final Map<String, RowRate> rates = new ConcurrentHashMap<>();
    private volatile long renewed = System.nanoTime();

    /**
     * A gate for one process.
     *
     * @param slotNanos how long a slot is held without being prolonged
     * @param leaseNanos how long work is held without progress: nobody waits for a limit as long as that
     */
    SlotGate(SourceSlots slots, Stop stop, long slotNanos, long leaseNanos) {
        this.slots = slots;
        this.stop = stop;
        this.renewNanos = slotNanos / 4;
        this.patience = leaseNanos / 6;
    }

    @Override
    public Optional<Pass> enter(Source source, BooleanSupplier ends) {
        SourceLimits limits = source.limits();
        return limits.isNone() ? OPEN.enter(source, ends) : enter(source, limits, limits.slots(), ends);
    }

    @Override
    public Pass enterBeside(Source source) {
        SourceLimits limits = source.limits();
        if (limits.rowsPerSecond() == 0) {
            return OPEN.enterBeside(source);
        }
        return enter(source, limits, limits.slots() + BESIDE, () -> false).orElseGet(() -> OPEN.enterBeside(source));
    }

    private Optional<Pass> enter(Source source, SourceLimits limits, int most, BooleanSupplier ends) {
        Optional<SourceSlot> slot = slots.take(source.name(), most);
        slot.ifPresent(taken -> {
            held.add(taken);
            if (limits.rowsPerSecond() > 0) {
                rates.computeIfAbsent(source.name(), name -> new RowRate(limits.rowsPerSecond(), System.nanoTime()));
                share(source.name());
            }
        });
        return slot.map(taken -> new SlotPass(source, taken, ends));
    }

    /** Renews all slots together; those that cannot be renewed are lost. */
    @Override
    public synchronized void tick() {
        long now = System.nanoTime();
        if (now - renewed < renewNanos) {
            return;
        }
        renewed = now;
        try {
            if (!held.isEmpty()) {
                slots.renew(List.copyOf(held)).forEach(held::remove);
            }
            rates.keySet().forEach(this::share);
        } catch (CacheException e) {
            // the next tick tries again; what ended meanwhile is found lost then
        }
    }

    private void share(String source) {
        int mine =
                (int) held.stream().filter(slot -> slot.source().equals(source)).count();
        RowRate rate = rates.get(source);
        if (rate != null && mine > 0) {
            rate.share(mine, Math.max(mine, slots.taken(source)));
        }
    }

    private final class SlotPass implements Pass {
        private final SourceSlot slot;
        private final Source paced;

        SlotPass(Source source, SourceSlot slot, BooleanSupplier ends) {
            this.slot = slot;
            RowRate rate = rates.get(source.name());
            this.paced = rate == null
                    ? source
                    : new PacedSource(source, rate, stop, () -> isLost() || ends.getAsBoolean(), patience);
        }

        @Override
        public Source source() {
            return paced;
        }

        @Override
        public boolean isLost() {
            return !held.contains(slot);
        }

        @Override
        public void close() {
            held.remove(slot);
            try {
                slots.release(slot);
            } catch (CacheException e) {
                // it ends by itself
            }
        }
    }
}
