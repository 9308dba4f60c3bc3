package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Source;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.SourceState;

/**
 * What a process does while it leads: asks sources, says what it found, fills the queue. One thread runs it; looks at
 * sources run on others, one at a time per source.
 */
final class Reign implements Runnable {
    /** Planning takes at most a tenth of the time. */
    private static final int SHARE = 10;

    private static final long SOON = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_NOTES = 10_000;

    private final Scheduler.Ports ports;
    private final LeaderLease lease;
    private final BooleanSupplier leading;
    private final LongSupplier clock;
    private final Executor lookers;
    private final Map<SourceDesk, SourceLook> desks = new LinkedHashMap<>();
    private final Signals signals = new Signals();
    private final Sweep sweep;
    private final EventExpiry expiry;
    private final Set<String> told = new HashSet<>();
    private boolean sweepWanted;
    private boolean expiryWanted;
    private long sweepNotBefore;
    private volatile String complaint = "";

    /**
     * Makes a reign that has not begun.
     *
     * @param terms the lease, and whether it may still be good; asked before each act
     * @param clock nanoseconds of a clock that only goes on
     * @param lookers runs looks at sources
     */
    Reign(Scheduler.Ports ports, Scheduler.Setting setting, Terms terms, LongSupplier clock, Executor lookers) {
        this.ports = ports;
        this.lease = terms.lease();
        this.leading = terms.leading();
        this.clock = clock;
        this.lookers = lookers;
        this.sweepNotBefore = clock.getAsLong();
        this.sweep = new Sweep(ports.store(), setting.setup(), ports.queue());
        this.expiry = new EventExpiry(
                ports.store().events(), setting.setup().schedule().keepEvents());
        for (Source source : setting.sources()) {
            desks.put(
                    new SourceDesk(source.name(), clock.getAsLong()),
                    new SourceLook(source, ports.store(), setting.setup()));
        }
    }

    /** What a reign rests on. */
    record Terms(LeaderLease lease, BooleanSupplier leading) {}

    Signals signals() {
        return signals;
    }

    /** Why planning is held up; empty if it is not. May be called by any thread. */
    String complaint() {
        return complaint;
    }

    @Override
    public void run() {
        try {
            boolean over = false;
            boolean begun = false;
            while (!over && leading.getAsBoolean()) {
                try {
                    begun = begun || begin();
                    startLooks();
                    sweepIfDue();
                    expireIfDue();
                } catch (RuntimeException e) {
                    complaint = Scheduler.HELD_UP + text(e);
                    tell(complaint);
                    sweepNotBefore = clock.getAsLong() + SOON;
                }
                over = act(signals.await(nanosToNext()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean begin() {
        return ports.states()
                .keepOnly(lease, desks.keySet().stream().map(SourceDesk::name).toList());
    }

    private long nanosToNext() {
        return sweepWanted ? Math.max(0, sweepNotBefore - clock.getAsLong()) : SOON;
    }

    private boolean act(Signals.Told now) {
        if (now.discovery()) {
            desks.keySet().forEach(SourceDesk::want);
        }
        sweepWanted |= now.sweep();
        expiryWanted |= now.sweep();
        for (Runnable result : now.results()) {
            try {
                result.run();
            } catch (RuntimeException e) {
                tell("the state of a source could not be stored: " + text(e));
            }
        }
        return now.over();
    }

    private static String text(RuntimeException failure) {
        return failure instanceof CacheException known ? known.getMessage() : failure + ", a fault of this program";
    }

    private void startLooks() {
        desks.forEach((desk, look) -> {
            long started = clock.getAsLong();
            desk.overdue(started).ifPresent(state -> ports.states().put(lease, state));
            if (desk.isDue(started)) {
                desk.looking(started);
                lookers.execute(() -> {
                    Look seen = look.look(leading);
                    signals.result(() -> looked(desk, seen, started));
                });
            }
        });
    }

    private void looked(SourceDesk desk, Look look, long started) {
        if (!leading.getAsBoolean()) {
            return;
        }
        boolean before = desk.isReachable();
        SourceState state = desk.looked(look, started, clock.getAsLong());
        if (look instanceof Look.Seen seen) {
            seen.notes().forEach(this::tell);
            seen.problems().forEach(this::tell);
            sweepWanted = true;
            if (!before) {
                ports.notes().accept("source " + desk.name() + " answers again");
            }
        } else if (before) {
            ports.notes().accept(state.message() + "; asked again later and later");
        }
        ports.states().put(lease, state);
    }

    private void sweepIfDue() {
        long started = clock.getAsLong();
        if (!sweepWanted || started - sweepNotBefore < 0) {
            return;
        }
        List<KnownGroup> groups = new ArrayList<>();
        desks.keySet().stream().filter(SourceDesk::isReachable).forEach(desk -> groups.addAll(desk.groups()));
        Sweep.Found found = sweep.find(groups, started, leading);
        if (!found.items().isEmpty() && leading.getAsBoolean()) {
            ports.queue().enqueue(lease, found.items());
        }
        complaint = "";
        long now = clock.getAsLong();
        sweepWanted = found.full();
        sweepNotBefore = Math.max(found.full() ? now + SOON : now, now + SHARE * (now - started));
    }

    private void expireIfDue() {
        if (expiryWanted) {
            expiryWanted = false;
            expiry.run(leading);
        }
    }

    /** Says it once. */
    private void tell(String note) {
        if (told.size() < MOST_NOTES && told.add(note)) {
            ports.notes().accept(note);
        }
    }
}
