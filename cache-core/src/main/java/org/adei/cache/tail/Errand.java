package org.adei.cache.tail;

import java.util.concurrent.TimeUnit;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/**
 * A change of one group that has to be looked at. A source may tell of a row a moment before others can see it, so a row
 * that is not there yet is looked for again, and a change that cannot be recognised is looked at twice. Used by one
 * thread.
 */
final class Errand {
    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND_LOOK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_LOOKS = 9;

    private final Push.@Nullable Position before;
    private Push.Change change;
    private Push.@Nullable Position upTo;
    private int looks;
    private boolean everything;
    private boolean again;
    private boolean precedes;
    private long dueAt;

    /**
     * Makes one that is due in a moment.
     *
     * @param before position up to which the group had no change that was not looked at, null if it is not known
     * @param upTo position of the change, null if it is not known
     */
    Errand(Push.Change change, Push.@Nullable Position before, Push.@Nullable Position upTo, long now) {
        this.change = change;
        this.before = before;
        this.upTo = upTo;
        this.dueAt = now + FIRST_WAIT;
    }

    /** What to read. */
    enum Look {
        NEW_ROWS,
        ALL_ROWS
    }

    void add(Push.Change other, Push.@Nullable Position position, long now) {
        change = change.and(other);
        upTo = position;
        looks = 0;
        again = false;
        dueAt = now + FIRST_WAIT;
    }

    /** Up to where everything is cached once the rows of a look are, which ends at a position of the tail. */
    Push.@Nullable Position logged(Look look, long position) {
        return look == Look.NEW_ROWS && position > change.to() ? upTo : before;
    }

    Push.Change change() {
        return change;
    }

    long dueAt() {
        return dueAt;
    }

    /** Says that it was told before the tail was taken. */
    void precede() {
        precedes = true;
    }

    boolean precedes() {
        return precedes;
    }

    void later(long at) {
        dueAt = at;
    }

    /** What to read of a tail that is known up to the position. */
    Look look(long position) {
        return everything || !change.inOrder() || change.from() < position ? Look.ALL_ROWS : Look.NEW_ROWS;
    }

    /**
     * After a look.
     *
     * @param position up to where the tail is known now
     * @return whether the errand is done
     */
    boolean looked(Look look, long position, long now) {
        looks++;
        if (look == Look.ALL_ROWS) {
            boolean done = again;
            again = true;
            everything = true;
            dueAt = now + SECOND_LOOK;
            return done;
        }
        if (position > change.to()) {
            return true;
        }
        everything = looks >= MOST_LOOKS;
        dueAt = now + (FIRST_WAIT << Math.min(looks - 1, MOST_LOOKS));
        return false;
    }
}
