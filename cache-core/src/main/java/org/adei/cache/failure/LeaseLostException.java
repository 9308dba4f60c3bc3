package org.adei.cache.failure;

/** The right to work on something ran out, and another worker may have it now; nothing was written. */
public final class LeaseLostException extends RetryException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message) {
        super(message);
    }
}
