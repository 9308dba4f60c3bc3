package org.adei.cache.settings;

import java.time.Instant;
import java.util.List;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;
import org.jspecify.annotations.Nullable;

/** Settings of a source that is only ever configured. */
record TrialSource(
        String url, @Nullable Secret password, @Nullable Instant from, List<Group> groups) implements SourceSettings {
    TrialSource {
        Required.text("url", url);
    }

    record Group(String tables, Time time, int limit) {}

    record Time(String column, Kind type) {}

    enum Kind {
        DATETIME,
        EPOCH_MICROS
    }

    @Override
    public Source open(String name) {
        throw new UnsupportedOperationException("source " + name + " is only ever configured");
    }

    static final class Type implements SourceType {
        @Override
        public String name() {
            return "trial";
        }

        @Override
        public Class<? extends SourceSettings> settings() {
            return TrialSource.class;
        }
    }
}
