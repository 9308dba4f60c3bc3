package org.adei.cache.source.csv;

import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/** The type {@code csv} of the configuration. */
public final class CsvSourceType implements SourceType {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Class<? extends SourceSettings> settings() {
        return CsvSettings.class;
    }
}
