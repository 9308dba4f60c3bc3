package org.adei.cache.source.jdbc;

/** What the values of a column are to this module. */
enum ColumnKind {
    INTEGER(true),
    FLOAT(true),
    DECIMAL(true),
    BOOLEAN(true),
    /** Bits that are read as an unsigned number. */
    BITS(true),
    /** Date with time of day without a zone, or a date. */
    LOCAL_TIME(false),
    /** A point in time. */
    INSTANT(false),
    TEXT(false),
    OTHER(false);

    private final boolean numeric;

    ColumnKind(boolean numeric) {
        this.numeric = numeric;
    }

    boolean isNumeric() {
        return numeric;
    }
}
