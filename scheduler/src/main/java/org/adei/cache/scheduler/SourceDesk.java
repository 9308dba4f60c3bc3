package org.adei.cache.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adei.cache.work.SourceState;

/**
 * What the leader knows of one source and when to ask it again. A source that cannot be asked is asked later and later;
 * asking takes at most a twentieth of the time, except after a look that was slow and the one before was not: what holds up
 * a source may be about to stop it. Pure but for its own state; used by the leader's thread.
 */
final class SourceDesk {
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    static final Duration OVERDUE = Duration.ofSeconds(5);

    private static final int SHARE = 20;
    private static final int MOST_PROBLEMS = 10;

    private final String name;
    private List<KnownGroup> groups = List.of();
    private String fingerprint = "";
    private boolean looking;
    private boolean overdueTold;
    private boolean slowBefore;
    private long lookingSince;
    private boolean wanted = true;
    private int failures;
    private long notBefore;

    /**
     * Makes a desk of a source that is to be asked at once.
     *
     * @param now nanoseconds of a clock that only goes on
     */
    SourceDesk(String name, long now) {
        this.name = name;
        this.notBefore = now;
    }

    String name() {
        return name;
    }

    List<KnownGroup> groups() {
        return groups;
    }

    boolean isReachable() {
        return failures == 0;
    }

    /** The calendar wants a look. */
    void want() {
        wanted = true;
    }

    boolean isDue(long now) {
        return !looking && (wanted || failures > 0) && now - notBefore >= 0;
    }

    void looking(long now) {
        looking = true;
        lookingSince = now;
        overdueTold = false;
        wanted = false;
    }

    /** What to say, once, of a source that lets one wait. */
    Optional<SourceState> overdue(long now) {
        if (!looking || overdueTold || now - lookingSince < OVERDUE.toNanos()) {
            return Optional.empty();
        }
        overdueTold = true;
        String message = "source " + name + " has not answered for " + OVERDUE.toSeconds() + " s; still waiting";
        return Optional.of(new SourceState(name, false, message, failures, groups.size(), fingerprint, Duration.ZERO));
    }

    /** Takes in what came of a look; gives the state to store. */
    SourceState looked(Look look, long started, long now) {
        looking = false;
        boolean slowAtOnce = overdueTold && !slowBefore;
        slowBefore = overdueTold;
        if (look instanceof Look.Seen seen) {
            groups = seen.groups();
            fingerprint = seen.fingerprint();
            failures = 0;
            notBefore = now + (slowAtOnce ? FIRST_WAIT.toNanos() : SHARE * (now - started));
            return new SourceState(
                    name,
                    true,
                    text(seen.problems()),
                    0,
                    groups.size(),
                    fingerprint,
                    Duration.ofNanos(notBefore - now));
        }
        failures++;
        Duration wait = waitAfter(failures);
        notBefore = now + wait.toNanos();
        String message = look instanceof Look.Failed failed ? failed.message() : "";
        return new SourceState(name, false, message, failures, groups.size(), fingerprint, wait);
    }

    private static String text(List<String> problems) {
        String first = String.join("; ", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
        int more = problems.size() - MOST_PROBLEMS;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    /** Wait after so many failures in a row (from 1 on): a second, doubled each time up to a minute. */
    static Duration waitAfter(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
