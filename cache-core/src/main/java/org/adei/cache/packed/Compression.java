package org.adei.cache.packed;

/**
 * Whether columns are compressed by zstd after they are coded. Most are too dense to gain by it.
 *
 * @param level zstd's level, 1 to 19; 0 for none
 * @param gainPercent least gain for which a column stays compressed, 1 to 99
 */
public record Compression(int level, int gainPercent) {
    /** No column is compressed. */
    public static final Compression NONE = new Compression(0, 99);

    public Compression {
        if (level < 0 || level > 19) {
            throw new IllegalArgumentException("zstd at level " + level + ": expected 1 to 19, or 0 for none");
        }
        if (gainPercent < 1 || gainPercent > 99) {
            throw new IllegalArgumentException("zstd for a gain of " + gainPercent + " %: expected 1 to 99");
        }
    }
}
