package org.adei.cache.worker.rows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a source of seeded rows.
 *
 * @param seed decides every row
 * @param rows rows of each group
 * @param channels channels of each group
 * @param groups names of the groups
 * @param breaks how many readings break off after half of their rows
 */
public record RowsSettings(long seed, int rows, List<String> channels, List<String> groups, int breaks)
        implements SourceSettings {
    @JsonCreator
    static RowsSettings of(
            @JsonProperty("seed") Long seed,
            @JsonProperty("rows") Integer rows,
            @JsonProperty("channels") List<String> channels,
            @JsonProperty("groups") List<String> groups,
            @JsonProperty("breaks") @Nullable Integer breaks) {
        return new RowsSettings(seed, rows, channels, groups, breaks == null ? 0 : breaks);
    }

    @Override
    public Source open(String name) {
        return new RowsSource(name, this);
    }

    /** Type {@code rows}. */
    public static final class Type implements SourceType {
        @Override
        public String name() {
            return "rows";
        }

        @Override
        public Class<? extends SourceSettings> settings() {
            return RowsSettings.class;
        }
    }
}
