package org.adei.cache.model;

import java.util.Arrays;
import java.util.Locale;

/** How the rows and windows of a group lie in the cache. */
public enum StorageLayout {
    /** A column or three per channel: tables that ADEI's own programs read. */
    WIDE,
    /** Coded spans of time: several times smaller and faster, for any number of channels. */
    PACKED,
    /** Both; read from the packed one. */
    BOTH;

    /** Channels of a group that wide tables take, as columns of a view. */
    public static final int MOST_WIDE_CHANNELS = 1_364;

    /** How a group is stored of which the configuration says nothing: for every reader, if it can be. */
    public static StorageLayout byDefault(int channels) {
        return channels <= MOST_WIDE_CHANNELS ? WIDE : PACKED;
    }

    /** Whether wide tables are written. */
    public boolean isWide() {
        return this != PACKED;
    }

    /** Whether packed spans are written. */
    public boolean isPacked() {
        return this != WIDE;
    }

    /** The word in configuration and catalogue. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The layout of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static StorageLayout of(String word) {
        return Arrays.stream(values())
                .filter(layout -> layout.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "layout \"" + word + "\" is not known: expected wide, packed or both"));
    }
}
