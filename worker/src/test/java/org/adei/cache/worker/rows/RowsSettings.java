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
 * @param extras what may be left out
 */
public record RowsSettings(long seed, int rows, List<String> channels, List<String> groups, Extras extras)
        implements SourceSettings {
    @JsonCreator
    static RowsSettings of(
            @JsonProperty("seed") Long seed,
            @JsonProperty("rows") Integer rows,
            @JsonProperty("channels") List<String> channels,
            @JsonProperty("groups") List<String> groups,
            @JsonProperty("breaks") @Nullable Integer breaks,
            @JsonProperty("database") @Nullable String database) {
        return new RowsSettings(
                seed,
                rows,
                channels,
                groups,
                new Extras(database == null ? "rows" : database, breaks == null ? 0 : breaks));
    }

    /**
     * What may be left out.
     *
     * @param database database of the groups
     * @param breaks how many readings break off after half of their rows
     */
    public record Extras(String database, int breaks) {}

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
