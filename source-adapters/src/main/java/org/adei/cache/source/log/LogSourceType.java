package org.adei.cache.source.log;

import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/** The type {@code log} of the configuration. */
public final class LogSourceType implements SourceType {
    @Override
    public String name() {
        return "log";
    }

    @Override
    public Class<? extends SourceSettings> settings() {
        return LogSettings.class;
    }
}
