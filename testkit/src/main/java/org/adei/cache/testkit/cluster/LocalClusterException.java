package org.adei.cache.testkit.cluster;

import org.jspecify.annotations.Nullable;

/** A local cluster cannot be started, steered or compared; the message says which server and why. */
public final class LocalClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalClusterException(String message) {
        this(message, null);
    }

    LocalClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
