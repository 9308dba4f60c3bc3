package org.adei.cache.source;

import java.util.List;
import org.adei.cache.model.Interval;

/**
 * Asks a source for what is new in many groups at once, on a connection that nobody else waits for. Used by one thread;
 * failures are those of {@link Source}.
 */
public interface Watch extends AutoCloseable {
    /** Most groups that should be asked for in one call. */
    int MOST_GROUPS = 100;

    /** The answers to the questions, in their order. */
    List<News> ask(List<Question> questions);

    /** Opens a cursor as {@link Source#open} does. */
    RowCursor open(SourceGroup group, Interval interval, Rejections rejections);

    @Override
    void close();

    /**
     * A question about one group.
     *
     * @param group as {@link Source#discover} gave it
     * @param countFrom rows from this time on are counted; {@link #NO_COUNT} if none are
     */
    record Question(SourceGroup group, long countFrom) {
        public static final long NO_COUNT = Long.MAX_VALUE;

        public boolean counts() {
            return countFrom != NO_COUNT;
        }
    }

    /**
     * What a source has of a group now.
     *
     * @param last time of the last row in nanoseconds since 1970, {@link Long#MIN_VALUE} if there are no rows
     * @param rows rows from the time in question on, {@link #NOT_COUNTED} if they were not counted; rows that cannot be
     *     read may be among them
     */
    record News(long last, long rows) {
        public static final long NOT_COUNTED = -1;
    }
}
