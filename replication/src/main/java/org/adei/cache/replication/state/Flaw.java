package org.adei.cache.replication.state;

/**
 * Something about a server that its state does not show.
 *
 * @param kind what it is about
 * @param bars whether the server must not become master with it
 * @param text what was found, what was expected and what to do
 */
public record Flaw(Kind kind, boolean bars, String text) {
    /** What a flaw is about. */
    public enum Kind {
        /** Its clock runs at another rate than the steward's; one that bars it runs behind, so leases last too long. */
        CLOCK,
        /** The stewards' account lacks rights there. */
        RIGHTS,
        /** Its settings. */
        SETTINGS
    }
}
