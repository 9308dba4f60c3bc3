package org.adei.cache.queue;

import java.time.Duration;

/** What became of an item that was handed out. */
public sealed interface Outcome {
    /** Longest reason and row that are kept, in characters; what is longer is cut. */
    int MOST_TEXT = 4_000;

    /** The lease that ends with it. */
    LeasedItem lease();

    /** It is done and leaves the queue. */
    record Done(LeasedItem lease) implements Outcome {}

    /**
     * It goes back to its place.
     *
     * @param pause time before it may be handed out again, zero if at once
     * @param attempts attempts that count from now on
     * @param failures failures that count from now on
     */
    record PutBack(LeasedItem lease, Duration pause, int attempts, int failures) implements Outcome {
        public PutBack {
            if (pause.isNegative() || attempts < 0 || failures < 0) {
                throw new IllegalArgumentException("item " + lease.item().key() + " put back for " + pause + " with "
                        + attempts + " attempts and " + failures + " failures: expected none below zero");
            }
        }

        /** Given back as if it had never been handed out. */
        public static PutBack unused(LeasedItem lease, Duration pause) {
            return new PutBack(lease, pause, lease.attempts() - 1, lease.failures());
        }
    }

    /**
     * It is set aside until an operator asks for it again.
     *
     * @param reason what is wrong
     * @param row the row at which it failed, empty if not known
     */
    record Quarantined(LeasedItem lease, String reason, String row) implements Outcome {
        public Quarantined {
            reason = cut(reason);
            row = cut(row);
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 2) + "..";
    }
}
