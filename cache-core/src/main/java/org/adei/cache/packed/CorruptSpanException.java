package org.adei.cache.packed;

/**
 * Bytes of a span that are not those that were written; the message names the column and what is wrong with it. Nothing
 * was handed out of them.
 */
public final class CorruptSpanException extends RuntimeException {
    CorruptSpanException(String message, Throwable cause) {
        super(message, cause);
    }
}
