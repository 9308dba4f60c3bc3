package org.adei.cache.replication.state;

/**
 * What a server last voted for, and how it is; kept on each server alone and never replicated.
 *
 * @param term the greatest number that any steward got this vote with
 * @param epoch the last reign that this server heard of, 0 if none
 * @param primary {@code server_id} of its master, 0 if none
 * @param taken whether its steward's time is not yet over, by the clock of the server
 * @param content whether its rows can be relied on
 * @param wish the server that an operator wants as master, by its name; empty if there is none or its time is over
 */
public record Vote(long term, long epoch, long primary, boolean taken, Content content, String wish) {
    /** A server that has never voted. */
    public static final Vote NONE = new Vote(0, 0, 0, false);

    /** The vote of a server that is whole, where nobody wishes for anything. */
    public Vote(long term, long epoch, long primary, boolean taken) {
        this(term, epoch, primary, taken, Content.WHOLE, "");
    }
}
