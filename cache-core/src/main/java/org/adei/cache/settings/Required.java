package org.adei.cache.settings;

import org.jspecify.annotations.Nullable;

/** Checks of what a configuration must have. */
final class Required {
    private Required() {}

    static void value(String key, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing: expected a value");
        }
    }

    static void text(String key, @Nullable String value) {
        value(key, value);
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(key + " is empty: expected at least one character");
        }
    }

    static void range(String key, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    key + " is " + value + ": expected a number from " + least + " to " + greatest);
        }
    }
}
