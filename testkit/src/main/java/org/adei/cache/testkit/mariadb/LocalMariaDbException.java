package org.adei.cache.testkit.mariadb;

import org.jspecify.annotations.Nullable;

/** A local MariaDB server could not be found, unpacked, started or steered; the message says which and what to do. */
public final class LocalMariaDbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalMariaDbException(String message) {
        this(message, null);
    }

    LocalMariaDbException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
