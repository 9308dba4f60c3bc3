package org.adei.cache.query;

/** Where a part of an answer came from, or why there is none. */
public enum Origin {
    /** Out of the cache; where it has no samples the source has no rows. */
    CACHE("from the cache"),
    /** Not cached yet, therefore read from the source; where it has no samples the source has no rows. */
    SOURCE("from the source"),
    /** The source has rows there, or may have; they are not cached yet. */
    NOT_CACHED("not cached yet"),
    /** The source has no rows there now. */
    NO_ROWS("the source has no rows"),
    /** Not cached, and the source cannot be reached to tell whether it has rows. */
    UNREACHABLE("not cached, the source cannot be reached");

    private final String text;

    Origin(String text) {
        this.text = text;
    }

    /** Whether a part of it has samples wherever the source has rows. */
    public boolean answers() {
        return this == CACHE || this == SOURCE;
    }

    /** What a human reads. */
    public String text() {
        return text;
    }
}
