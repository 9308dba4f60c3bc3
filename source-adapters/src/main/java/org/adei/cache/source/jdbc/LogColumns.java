package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table whose rows are events.
 *
 * @param severity how grave an event is, as a word
 * @param source who says it; empty if there is no such column
 * @param message what is said
 */
public record LogColumns(String severity, String source, String message) {
    @JsonCreator
    static LogColumns of(
            @JsonProperty("severity") @Nullable String severity,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("message") @Nullable String message) {
        return new LogColumns(
                Given.text("log.severity", severity), source == null ? "" : source, Given.text("log.message", message));
    }

    /** Those that are missing in a table. */
    List<String> missing(Table table) {
        return Stream.of(severity, source, message)
                .filter(name -> !name.isEmpty() && table.column(name).isEmpty())
                .toList();
    }
}
