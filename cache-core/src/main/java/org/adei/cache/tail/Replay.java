package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Push;

/**
 * What a log tells again of groups whose tails were taken over. Rows behind the base were read when the tail was taken,
 * so only changes before it are of interest. Guarded by its owner.
 */
final class Replay {
    private final Map<GroupId, Gap> gaps;
    private final Push.Position until;
    private boolean begun;
    private final Map<GroupId, Push.Change> late = new HashMap<>();

    /**
     * What is not known of a group.
     *
     * @param after everything up to here is cached
     * @param base rows from this time on were read after that
     */
    record Gap(Push.Position after, long base) {}

    /**
     * Makes one that has heard nothing yet.
     *
     * @param gaps by group, at least one
     * @param until everything up to here has been told once
     */
    Replay(Map<GroupId, Gap> gaps, Push.Position until) {
        if (gaps.isEmpty()) {
            throw new IllegalArgumentException("nothing to tell again before " + until + ": expected a group at least");
        }
        this.gaps = Map.copyOf(gaps);
        this.until = until;
    }

    /** Where to start. */
    Push.Position from() {
        return gaps.values().stream()
                .map(Gap::after)
                .min(Push.Position::compareTo)
                .orElse(until);
    }

    Map<GroupId, Gap> gaps() {
        return gaps;
    }

    /** Whether it has begun: what comes before is told for the first time. */
    boolean begun(Push.Position position) {
        begun |= position.equals(from());
        return begun;
    }

    /** Whether a transaction that ends there was told before. */
    boolean holds(Push.Position position) {
        return position.compareTo(until) <= 0;
    }

    /** Whether nothing comes behind that position. */
    boolean endsAt(Push.Position position) {
        return position.compareTo(until) >= 0;
    }

    void told(List<Push.Change> changes, Push.Position position) {
        for (Push.Change change : changes) {
            Gap gap = gaps.get(change.group());
            if (gap != null && change.isKnown() && position.compareTo(gap.after) > 0 && change.from() < gap.base) {
                Push.Change before =
                        new Push.Change(change.group(), change.from(), Math.min(change.to(), gap.base - 1), true);
                late.merge(change.group(), before, Push.Change::and);
            }
        }
    }

    /** Changes of rows that are cached for good. */
    List<Push.Change> late() {
        return new ArrayList<>(late.values());
    }
}
