package org.adei.cache.packed;

/** What is wrong with some bytes; whoever knows where they come from says so in a {@link CorruptSpanException}. */
final class DamageException extends RuntimeException {
    DamageException(String message) {
        super(message);
    }
}
