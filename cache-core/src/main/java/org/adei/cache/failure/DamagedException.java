package org.adei.cache.failure;

/**
 * A part of the cache had other bytes than those that were written. It is forgotten by now, so that it is cached anew from
 * its source; the same work succeeds with what is left.
 */
public final class DamagedException extends RetryException {
    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
