package org.adei.cache.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.model.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * A source that tells by itself which groups change. What it tells is a hint: whoever hears it reads the rows as always.
 * A push that breaks off comes back by itself. Thread-safe; owns its thread.
 */
public interface Push extends AutoCloseable {
    /** Tells of these groups from now on, and of no others. Returns at once. */
    void follow(List<SourceGroup> groups);

    /** Whether changes of a group are told at all; a view's are not. */
    boolean covers(SourceGroup group);

    /**
     * Tells again what is behind a position, then goes on as before. Where the position is gone, the listener hears that
     * it {@link Listener#ends} and that it {@link Listener#begins} anew. Does nothing where there are no positions.
     */
    default void rewind(Position position) {}

    /** Ends within a few seconds; the listener hears nothing afterwards. */
    @Override
    void close();

    /** Hears what a source tells, on a thread of the source; must return at once. */
    interface Listener {
        /** Rows are committed, changed or deleted. They may become visible to others a moment later. */
        void changed(Change change);

        /**
         * The changes of one transaction.
         *
         * @param position everything up to here is told with this, null if it is not known
         */
        default void committed(List<Change> changes, @Nullable Position position) {
            changes.forEach(this::changed);
        }

        /** Something of unknown reach happened, such as a change of tables: all groups may have changed. */
        void unsure();

        /** From now on all changes are told; those before this moment may be unknown. */
        void begins();

        /**
         * Nothing is told from now on until it {@link #begins} again.
         *
         * @param reason why, and what to do about it
         */
        void ends(String reason);
    }

    /**
     * A place between two transactions of a log.
     *
     * @param file name of its file, the same but for a number that grows
     * @param offset bytes, 0 and up
     * @param made when the file was begun, by the server's clock: a file of the same name may be another one
     */
    record Position(String file, long offset, long made) implements Comparable<Position> {
        private static final Pattern TEXT = Pattern.compile("(.+):([0-9]{1,18})@([0-9]{1,18})");

        public Position {
            if (file.isEmpty() || offset < 0 || made < 0) {
                throw new IllegalArgumentException("position " + offset + " of the log file \"" + file + "\" of " + made
                        + ": expected a name and no negative number");
            }
        }

        /** What {@link #toString} gave; empty if it is nothing of that kind. */
        public static Optional<Position> of(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Position(
                            parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                    : Optional.empty();
        }

        /** Numbers of files get longer as they grow. */
        @Override
        public int compareTo(Position other) {
            return Comparator.comparingInt((Position each) -> each.file.length())
                    .thenComparing(Position::file)
                    .thenComparingLong(Position::offset)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return file + ":" + offset + "@" + made;
        }
    }

    /**
     * Rows of a group that came, went or are others now.
     *
     * @param from time of the first of them in nanoseconds since 1970, {@link Long#MIN_VALUE} if it is not known
     * @param to time of the last, {@link Long#MAX_VALUE} if it is not known
     * @param inOrder whether it is one change, or several of which each lies behind the one before
     */
    record Change(GroupId group, long from, long to, boolean inOrder) {
        public Change {
            if (from > to) {
                throw new IllegalArgumentException(
                        "change of " + group + " from " + from + " to " + to + ": expected an end that is not before");
            }
        }

        /** A change at times that are not known. */
        public static Change somewhere(GroupId group) {
            return new Change(group, Long.MIN_VALUE, Long.MAX_VALUE, true);
        }

        /** Whether it is known where the change lies. */
        public boolean isKnown() {
            return from != Long.MIN_VALUE && to != Long.MAX_VALUE;
        }

        /** This and a later change of the same group. */
        public Change and(Change later) {
            boolean ordered = inOrder && later.inOrder && later.from > to;
            return new Change(group, Math.min(from, later.from), Math.max(to, later.to), ordered);
        }
    }
}
