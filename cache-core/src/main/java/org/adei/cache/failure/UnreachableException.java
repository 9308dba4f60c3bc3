package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** A source as a whole takes no connection at present: whatever else is asked of it would fail as well. */
public final class UnreachableException extends RetryException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        this(message, null);
    }

    public UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
