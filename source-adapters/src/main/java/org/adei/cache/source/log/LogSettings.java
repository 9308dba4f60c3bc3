package org.adei.cache.source.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.file.Quiet;
import org.jspecify.annotations.Nullable;

/**
 * Log files that are read.
 *
 * @param path folder whose files are looked through (not its subfolders)
 * @param database second part of the groups' names
 * @param groups which files are groups, and how they are written
 * @param mostEvents most events of one group that are kept in mind, at 16 bytes each
 */
public record LogSettings(Path path, String database, List<LogGroup> groups, int mostEvents) implements SourceSettings {
    private static final int MOST_EVENTS = 5_000_000;

    public LogSettings {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "groups is missing: expected groups: [{name: .., files: .., pattern: .., time: ..}]");
        }
        if (mostEvents < 1_000) {
            throw new IllegalArgumentException("most-events is " + mostEvents + ": expected 1000 or more");
        }
    }

    @JsonCreator
    static LogSettings of(
            @JsonProperty("path") @Nullable Path path,
            @JsonProperty("database") @Nullable String database,
            @JsonProperty("groups") @Nullable List<LogGroup> groups,
            @JsonProperty("most-events") @Nullable Integer mostEvents) {
        if (path == null) {
            throw new IllegalArgumentException("path is missing: expected a folder with log files");
        }
        Path absolute = path.toAbsolutePath().normalize();
        Path last = absolute.getFileName();
        return new LogSettings(
                absolute,
                database != null ? database : last == null ? "logs" : last.toString(),
                groups == null ? List.of() : groups,
                mostEvents == null ? MOST_EVENTS : mostEvents);
    }

    @Override
    public Source open(String name) {
        return new LogSource(name, this, Quiet.ofMachine());
    }
}
