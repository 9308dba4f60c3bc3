package org.adei.cache.replication.steward;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.adei.cache.replication.state.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * Holds the pace of a server's clock against this machine's monotonic one. By how much they differ does not matter, for a
 * lease is a span of time; but a clock that runs behind, or is set back, lets leases last for longer than the stewards
 * wait. When a clock was read is known up to the time that the question took, and only what is certain is held against a
 * server. Thread-safe.
 */
public final class ClockWatch {
    /** Clocks may go apart by this part of a lease in each lease: half of the margin that stewards wait for. */
    private static final int TOLERANCE_PART = 20;

    private static final int WINDOW_LEASES = 5;

    private final long lease;
    private @Nullable Reading first;
    private @Nullable Reading last;
    private Optional<Flaw> flaw = Optional.empty();

    /**
     * A reading of a server's clock.
     *
     * @param micros what it showed
     * @param asked when it was asked for, on the monotonic clock in ns
     * @param heard when the answer was there
     */
    public record Reading(long micros, long asked, long heard) {}

    /** A watch that has seen nothing. */
    public ClockWatch(Duration lease) {
        this.lease = lease.toNanos();
    }

    /**
     * Takes a reading. A flaw is gone once the clocks kept pace for five leases.
     *
     * @return what is held against the server now
     */
    public synchronized Optional<Flaw> read(Reading now) {
        Reading start = first;
        Reading before = last;
        last = now;
        if (start == null || before == null) {
            first = now;
            return flaw;
        }
        Optional<Flaw> found = compare(before, now).or(() -> compare(start, now));
        if (found.isPresent()) {
            first = now;
            flaw = flaw.filter(known -> known.bars() == found.get().bars()).or(() -> found);
        } else if (now.asked() - start.heard() >= WINDOW_LEASES * lease) {
            first = now;
            flaw = Optional.empty();
        }
        return flaw;
    }

    /** What is held against the server. */
    public synchronized Optional<Flaw> flaw() {
        return flaw;
    }

    private Optional<Flaw> compare(Reading start, Reading now) {
        long shown = TimeUnit.MICROSECONDS.toNanos(now.micros() - start.micros());
        long least = now.asked() - start.heard();
        long most = now.heard() - start.asked();
        long allowed = Math.max(lease, most) / TOLERANCE_PART;
        if (least - shown > allowed) {
            return Optional.of(new Flaw(Flaw.Kind.CLOCK, true, text("runs behind or was set back", shown, least)));
        }
        return shown - most > allowed
                ? Optional.of(new Flaw(Flaw.Kind.CLOCK, false, text("runs ahead or was set on", shown, most)))
                : Optional.empty();
    }

    private static String text(String what, long shown, long passed) {
        return String.format(
                Locale.ROOT,
                "its clock %s: it went on by %.3f s while %.3f s passed here, %.2f times as fast",
                what,
                shown / 1e9,
                passed / 1e9,
                passed == 0 ? 0.0 : (double) shown / passed);
    }
}
