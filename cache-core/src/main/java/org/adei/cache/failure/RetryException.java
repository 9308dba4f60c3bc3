package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** A passing fault (server gone, time out, lease lost): the same work may succeed later. */
public sealed class RetryException extends CacheException
        permits LeaseLostException, DamagedException, UnreachableException, StatementException {
    public RetryException(String message) {
        this(message, null);
    }

    public RetryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
