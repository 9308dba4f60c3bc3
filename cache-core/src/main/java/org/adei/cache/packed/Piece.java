package org.adei.cache.packed;

/**
 * The bytes of one column of a span.
 *
 * @param bytes an array that holds them
 * @param from the first of them
 * @param to first byte behind them
 */
public record Piece(byte[] bytes, int from, int to) {
    /** No bytes, for a channel that a span does not have. */
    public static final Piece NONE = new Piece(new byte[0]);

    public Piece {
        if (from < 0 || to < from || to > bytes.length) {
            throw new IllegalArgumentException(
                    "bytes " + from + " to " + to + " of " + bytes.length + ": expected a part of them");
        }
    }

    /** A whole array. */
    public Piece(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }
}
