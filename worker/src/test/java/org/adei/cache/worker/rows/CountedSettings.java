package org.adei.cache.worker.rows;

import java.nio.file.Path;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/**
 * Settings of a source that counts the rows it delivers in a file, so that the count survives the death of the reader.
 *
 * @param rows number of rows
 * @param channels number of channels
 * @param counter file that holds the count as eight bytes
 */
public record CountedSettings(int rows, int channels, Path counter) implements SourceSettings {
    @Override
    public Source open(String name) {
        return new CountedSource(name, this);
    }

    /** Type {@code counted}. */
    public static final class Type implements SourceType {
        @Override
        public String name() {
            return "counted";
        }

        @Override
        public Class<? extends SourceSettings> settings() {
            return CountedSettings.class;
        }
    }
}
