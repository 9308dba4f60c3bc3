package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** Nothing of this kind can go on until a human or a new configuration changes it (wrong password, newer schema, full disk). */
public final class HaltException extends CacheException {
    public HaltException(String message) {
        this(message, null);
    }

    public HaltException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
