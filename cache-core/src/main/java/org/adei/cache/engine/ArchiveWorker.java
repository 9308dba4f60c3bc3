package org.adei.cache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.Outcome;
import org.adei.cache.queue.Settlement;

/**
 * One thread of the archive: takes items, does them, tells what became of them and takes the next in the same
 * transaction. What it has taken and not begun when it ends goes back at once.
 */
final class ArchiveWorker implements Runnable {
    private static final long IDLE_MILLIS = 200;
    private static final long LONGEST_IDLE_MILLIS = 1_000;

    private final ArchiveLane.Parts parts;
    private final BooleanSupplier ends;
    private final HeldLeases leases;
    private final BatchSize batch = new BatchSize();
    private long idle = IDLE_MILLIS;

    ArchiveWorker(ArchiveLane.Parts parts, BooleanSupplier ends) {
        this.parts = parts;
        this.ends = ends;
        this.leases = new HeldLeases(
                parts.queue(), parts.work().options().tuning().lease().toNanos());
    }

    @Override
    public void run() {
        List<Outcome> told = new ArrayList<>();
        try {
            while (!ends.getAsBoolean()) {
                Demand demand = demand();
                List<LeasedItem> next = exchange(told, demand);
                if (next.isEmpty()) {
                    if (!demand.without().isEmpty()) {
                        parts.faults().passedOver();
                    }
                    parts.work().stop().await(IDLE_MILLIS);
                } else {
                    told = work(next);
                    if (!told.isEmpty() && told.stream().allMatch(ArchiveWorker::isUnused)) {
                        told = giveBack(told);
                    }
                }
            }
            exchange(told, Demand.nothing(parts.lane()));
        } catch (RuntimeException e) {
            parts.faults()
                    .note("lane " + parts.lane() + " could not tell the queue what it did, which will find out: "
                            + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Puts back what is held, for a thread that does not come back from its source in time; what it tells later is
     * refused. Called by another thread.
     */
    void abandon() {
        try {
            List<LeasedItem> held = leases.held();
            List<LeasedItem> lost = putBack(held).lost();
            if (!lost.isEmpty()) {
                putBack(held.stream().filter(item -> !lost.contains(item)).toList());
            }
        } catch (RuntimeException e) {
            parts.faults()
                    .note("lane " + parts.lane() + " could not give back what it held, others take it later: "
                            + e.getMessage());
        }
    }

    private Settlement putBack(List<LeasedItem> items) {
        return parts.queue()
                .settle(
                        items.stream()
                                .map(item -> Outcome.PutBack.unused(item, Duration.ZERO))
                                .toList(),
                        Demand.nothing(parts.lane()));
    }

    private Demand demand() {
        return parts.work().permission().allows(parts.lane())
                ? new Demand(parts.lane(), batch.size(), parts.faults().leftOut())
                : Demand.nothing(parts.lane());
    }

    /** Tells and takes until it succeeds; leases that were lost meanwhile are left out, what they did is covered. */
    private List<LeasedItem> exchange(List<Outcome> told, Demand demand) throws InterruptedException {
        int failures = 0;
        while (!told.isEmpty() || demand.most() > 0) {
            try {
                Settlement settlement = parts.queue().settle(told, demand);
                if (settlement.stored()) {
                    told.clear();
                    return settlement.next();
                }
                told.removeIf(outcome -> settlement.lost().contains(outcome.lease()));
            } catch (RuntimeException e) {
                if (ends.getAsBoolean()) {
                    throw e;
                }
                failures++;
                if (failures == 1) {
                    parts.faults()
                            .note("lane " + parts.lane() + " cannot reach its queue, tried again: " + e.getMessage());
                }
                Duration wait = Backoff.DEFAULT.waitAfter(failures);
                parts.work().stop().await(wait.toMillis());
            }
        }
        return List.of();
    }

    private List<Outcome> work(List<LeasedItem> items) {
        leases.hold(items);
        List<Outcome> outcomes = new ArrayList<>();
        long start = System.nanoTime();
        for (LeasedItem item : items) {
            if (ends.getAsBoolean()) {
                outcomes.add(Outcome.PutBack.unused(item, Duration.ZERO));
            } else if (!leases.isLost(item)) {
                outcomes.add(new ArchiveItem(parts, leases, ends, item).run());
                leases.progressed();
            }
        }
        if (!outcomes.stream().allMatch(ArchiveWorker::isUnused)) {
            batch.took(System.nanoTime() - start, items.size());
            idle = IDLE_MILLIS;
        }
        return outcomes;
    }

    private static boolean isUnused(Outcome outcome) {
        return outcome instanceof Outcome.PutBack back
                && back.attempts() < outcome.lease().attempts();
    }

    /** Nothing could be begun, as where others use all of a source's limit: leaves it to them for a while. */
    private List<Outcome> giveBack(List<Outcome> told) throws InterruptedException {
        exchange(told, Demand.nothing(parts.lane()));
        parts.faults().passedOver();
        parts.work().stop().await(idle);
        idle = Math.min(LONGEST_IDLE_MILLIS, idle * 2);
        return new ArrayList<>();
    }
}
