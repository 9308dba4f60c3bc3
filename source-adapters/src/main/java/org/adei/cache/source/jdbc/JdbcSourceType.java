package org.adei.cache.source.jdbc;

import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/** The sources of {@code type: jdbc}. */
public final class JdbcSourceType implements SourceType {
    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Class<? extends SourceSettings> settings() {
        return JdbcSettings.class;
    }
}
