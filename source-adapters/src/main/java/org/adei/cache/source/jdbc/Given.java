package org.adei.cache.source.jdbc;

import org.jspecify.annotations.Nullable;

/** Checks of what the configuration must have. */
final class Given {
    private Given() {}

    static <T> T value(String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing: expected a value");
        }
        return value;
    }

    static String text(String key, @Nullable String value) {
        String text = value(key, value);
        if (text.isBlank()) {
            throw new IllegalArgumentException(key + " is empty: expected at least one character");
        }
        return text;
    }
}
