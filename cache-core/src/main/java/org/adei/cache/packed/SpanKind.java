package org.adei.cache.packed;

/** What the columns of a span hold. */
public enum SpanKind {
    /** Per row a time, per channel and row a value. */
    ROWS(1),
    /** Per window its start, rows and gap; per channel and window counts, extremes and sum. */
    WINDOWS(2);

    private final int code;

    SpanKind(int code) {
        this.code = code;
    }

    /** The number in the bytes. */
    int code() {
        return code;
    }

    static SpanKind of(int code) {
        for (SpanKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new DamageException("kind " + code + " is none of 1 (rows) and 2 (windows)");
    }
}
