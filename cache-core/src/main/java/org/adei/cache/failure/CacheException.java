package org.adei.cache.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Root of all failures of the engine; the message names what, which one, what was expected and what to do. */
public abstract sealed class CacheException extends RuntimeException
        permits RetryException, SkipException, HaltException, ConfigurationException {
    protected CacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null: every failure says what happened. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
