package org.adei.cache.queue.mariadb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who may act on a lease, from the grants and ends that the database wrote down itself and from the times between
 * which each act was asked for and answered. All times are the database's, in microseconds. Used by one thread.
 */
final class LeaseOracle {
    private final Map<Lease, List<Grant>> grants = new HashMap<>();
    private final Map<Lease, Grant> ends = new HashMap<>();

    record Lease(long key, long token) {}

    /**
     * A lease that was given, prolonged or ended.
     *
     * @param until to when it was good
     * @param at when that was done
     */
    record Grant(long until, long at) {}

    /**
     * An act that proves a lease.
     *
     * @param from before it was asked for
     * @param to after it was answered
     * @param accepted whether it took effect
     * @param ending whether it ends the lease if it does
     */
    record Act(Lease lease, long from, long to, boolean accepted, boolean ending) {}

    void granted(Lease lease, Grant grant) {
        grants.computeIfAbsent(lease, key -> new ArrayList<>()).add(grant);
    }

    void ended(Lease lease, Grant end) {
        ends.put(lease, end);
    }

    /** What is wrong with all that was done, one line each. */
    List<String> complaints(List<Act> acts) {
        List<String> all = new ArrayList<>();
        Set<Lease> endedInOrder = new HashSet<>();
        for (Act act : acts) {
            complaint(act).ifPresent(what -> all.add(what + ": " + act + " of " + grants.get(act.lease())));
            if (act.accepted() && act.ending()) {
                endedInOrder.add(act.lease());
            }
        }
        ends.forEach((lease, end) -> {
            if (end.at() < end.until() && !endedInOrder.contains(lease)) {
                all.add("a good lease was ended by somebody else: " + lease + " " + end);
            }
        });
        return all;
    }

    private Optional<String> complaint(Act act) {
        return Optional.ofNullable(act.accepted() ? wronglyAccepted(act) : wronglyRefused(act));
    }

    private @Nullable String wronglyAccepted(Act act) {
        Grant end = ends.get(act.lease());
        Optional<Grant> grant = last(act.lease(), act.from());
        if (grant.isEmpty()) {
            return "a lease that was never given was accepted";
        }
        if (grant.get().until() < act.from()) {
            return "an expired lease was accepted";
        }
        if (end != null && end.at() < act.from()) {
            return "a lease was accepted after its end";
        }
        return act.ending() && (end == null || end.at() > act.to()) ? "an act that ends a lease did not" : null;
    }

    private @Nullable String wronglyRefused(Act act) {
        Grant end = ends.get(act.lease());
        boolean good = last(act.lease(), act.from())
                .filter(grant -> grant.until() > act.to())
                .isPresent();
        return good && (end == null || end.at() > act.to()) ? "a good lease was refused" : null;
    }

    /** Whether an act was refused since time had run out, and not since somebody else had the item. */
    boolean isLate(Act act) {
        return !act.accepted()
                && (!ends.containsKey(act.lease()) || ends.get(act.lease()).at() > act.to());
    }

    private Optional<Grant> last(Lease lease, long at) {
        Grant last = null;
        for (Grant grant : grants.getOrDefault(lease, List.of())) {
            if (grant.at() <= at && (last == null || grant.at() >= last.at())) {
                last = grant;
            }
        }
        return Optional.ofNullable(last);
    }
}
