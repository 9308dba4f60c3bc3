package org.adei.cache.source.synthetic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/**
 * Made-up rows.
 *
 * @param seed decides every row
 * @param database second part of the groups' names
 * @param groups the groups, each with a name of its own
 */
public record SyntheticSettings(long seed, String database, List<SyntheticGroup> groups) implements SourceSettings {
    public SyntheticSettings {
        groups = List.copyOf(groups);
        Set<String> names = new HashSet<>();
        for (SyntheticGroup group : groups) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException(
                        "two synthetic groups are named \"" + group.name() + "\": expected names of their own");
            }
        }
    }

    @JsonCreator
    static SyntheticSettings of(
            @JsonProperty("seed") long seed,
            @JsonProperty("database") @Nullable String database,
            @JsonProperty("groups") @Nullable List<SyntheticGroup> groups) {
        if (groups == null || groups.isEmpty()) {
            throw new IllegalArgumentException("groups is empty: expected at least one, such as {name: a, rows: 1000}");
        }
        return new SyntheticSettings(seed, database == null ? "synthetic" : database, groups);
    }

    @Override
    public Source open(String name) {
        return new SyntheticSource(name, this);
    }
}
