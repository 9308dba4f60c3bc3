package org.adei.cache.source.csv;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.file.Quiet;
import org.adei.cache.source.rule.ChannelRule;
import org.jspecify.annotations.Nullable;

/**
 * CSV files that are read.
 *
 * @param path a file, or a folder whose files are looked through (not its subfolders)
 * @param database second part of the groups' names; the folder's name if left out
 * @param format how the files are written
 * @param groups which files are groups
 * @param memoryRows rows that are sorted in memory at once, from 1,000 on; more are merged from temporary files
 */
public record CsvSettings(Path path, String database, CsvFormat format, List<CsvGroup> groups, int memoryRows)
        implements SourceSettings {
    private static final int MEMORY_ROWS = 100_000;

    public CsvSettings {
        groups = List.copyOf(groups);
        if (memoryRows < 1_000) {
            throw new IllegalArgumentException("memory-rows is " + memoryRows + ": expected 1000 or more");
        }
    }

    @JsonCreator
    static CsvSettings of(
            @JsonProperty("path") @Nullable Path path,
            @JsonProperty("database") @Nullable String database,
            @JsonProperty("separator") @Nullable String separator,
            @JsonProperty("quote") @Nullable String quote,
            @JsonProperty("header") @Nullable Boolean header,
            @JsonProperty("columns") @Nullable List<String> columns,
            @JsonProperty("missing") @Nullable Set<String> missing,
            @JsonProperty("charset") @Nullable String charset,
            @JsonProperty("time") @Nullable CsvTime time,
            @JsonProperty("channels") @Nullable ChannelRule channels,
            @JsonProperty("groups") @Nullable List<CsvGroup> groups,
            @JsonProperty("memory-rows") @Nullable Integer memoryRows) {
        if (path == null) {
            throw new IllegalArgumentException("path is missing: expected a file or a folder");
        }
        if (Boolean.FALSE.equals(header) == (columns == null || columns.isEmpty())) {
            throw new IllegalArgumentException("files without a header line need columns, and only these do:"
                    + " expected header: false together with columns: [names]");
        }
        Path absolute = path.toAbsolutePath().normalize();
        CsvFormat format = new CsvFormat(
                character("separator", separator, ','),
                character("quote", quote, '"'),
                columns == null ? List.of() : columns,
                missing == null ? Set.of() : missing,
                charset(charset));
        List<CsvGroup> rules =
                groups == null || groups.isEmpty() ? List.of(CsvGroup.of(null, null, channels, null, null)) : groups;
        return new CsvSettings(
                absolute,
                database == null ? name(absolute) : database,
                format,
                rules.stream().map(rule -> withTime(rule, time)).toList(),
                memoryRows == null ? MEMORY_ROWS : memoryRows);
    }

    private static CsvGroup withTime(CsvGroup rule, @Nullable CsvTime time) {
        CsvTime own = rule.time() == null ? time : rule.time();
        if (own == null) {
            throw new IllegalArgumentException(
                    "time is missing: expected time: {column: name, ..} for the source or for each of its groups");
        }
        return new CsvGroup(rule.files(), own, rule.channels(), rule.limits());
    }

    private static String name(Path path) {
        Path folder = path.toFile().isDirectory() ? path : path.getParent();
        Path last = folder == null ? null : folder.getFileName();
        return last == null ? "files" : last.toString();
    }

    private static char character(String key, @Nullable String text, char otherwise) {
        if (text == null) {
            return otherwise;
        }
        String meant = text.equals("\\t") || text.equals("tab") ? "\t" : text;
        if (meant.length() != 1) {
            throw new IllegalArgumentException(key + " is \"" + text + "\": expected one character, or tab");
        }
        return meant.charAt(0);
    }

    private static Charset charset(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "charset \"" + name + "\" does not exist: expected a name such as UTF-8 or ISO-8859-1", e);
        }
    }

    @Override
    public Source open(String name) {
        return new CsvSource(name, this, Quiet.ofMachine());
    }
}
