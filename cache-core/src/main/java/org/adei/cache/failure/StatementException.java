package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** A server refused one statement, or gave it up, and stays there: others, about other tables, may well succeed. */
public final class StatementException extends RetryException {
    private static final long serialVersionUID = 1L;

    public StatementException(String message) {
        this(message, null);
    }

    public StatementException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
