package org.adei.cache.packed;

/** How the values of a column are coded; the ordinal is in the bytes. */
enum Codec {
    /** All are missing. */
    NOTHING,
    /** All are zero, without a sign. */
    ZERO,
    /** All have the same bits. */
    CONSTANT,
    /** A whole number divided by a power of ten. */
    DECIMAL,
    /** The same, rounded to the precision of a float. */
    SINGLE,
    /** A whole number times a power of two. */
    DYADIC,
    /** Sign and magnitude of the bits, without their common zeros at the end. */
    BINARY,
    /** Numbers of an entry in a list of distinct values. */
    DICTIONARY,
    /** Eight bytes each. */
    PLAIN;

    private static final Codec[] ALL = values();

    static Codec of(int code) {
        if (code >= ALL.length) {
            throw new DamageException("values of the unknown coding " + code);
        }
        return ALL[code];
    }
}
