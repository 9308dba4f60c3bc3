package org.adei.cache.source;

/**
 * What all processes together ask of a source for the archive.
 *
 * @param connections most connections at once, 0 for no limit
 * @param rowsPerSecond most rows a second over all connections, tails that catch up included, on average, 0 for no limit
 */
public record SourceLimits(int connections, int rowsPerSecond) {
    /** No limits. */
    public static final SourceLimits NONE = new SourceLimits(0, 0);

    /** Connections that are counted where only the rows have a limit. */
    private static final int MANY = 1_000;

    public SourceLimits {
        if (connections < 0 || connections > MANY || rowsPerSecond < 0) {
            throw new IllegalArgumentException("limits of " + connections + " connections and " + rowsPerSecond
                    + " rows a second: expected 0 to " + MANY + " connections and no number below zero");
        }
    }

    public boolean isNone() {
        return connections == 0 && rowsPerSecond == 0;
    }

    /** Places for connections, as many as can be counted where they have no limit. */
    public int slots() {
        return connections == 0 ? MANY : connections;
    }
}
