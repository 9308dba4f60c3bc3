package org.adei.cache.source.synthetic;

import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/** The type {@code synthetic} of the configuration. */
public final class SyntheticSourceType implements SourceType {
    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Class<? extends SourceSettings> settings() {
        return SyntheticSettings.class;
    }
}
