package org.adei.cache.failure;

import org.jspecify.annotations.Nullable;

/** A configuration or a request that cannot be used; found before any work starts. Holds no secret. */
public final class ConfigurationException extends CacheException {
    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
