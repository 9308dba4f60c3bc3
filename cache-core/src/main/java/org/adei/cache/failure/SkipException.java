package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** This item cannot be done (a poisoned row, a group that vanished); it is quarantined and the rest goes on. */
public final class SkipException extends CacheException {
    public SkipException(String message) {
        this(message, null);
    }

    public SkipException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
