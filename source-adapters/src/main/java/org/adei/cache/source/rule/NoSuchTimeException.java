package org.adei.cache.source.rule;

import java.time.DateTimeException;

/** A local time that no clock of its zone ever showed. */
public final class NoSuchTimeException extends DateTimeException {
    NoSuchTimeException(String message) {
        super(message);
    }
}
