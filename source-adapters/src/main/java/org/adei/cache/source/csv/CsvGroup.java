package org.adei.cache.source.csv;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.rule.ChannelRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule that makes groups out of files. Files of one group are read as one.
 *
 * @param files whole name of a file; its first capture names the group, else the name up to its first dot does
 * @param time where the time stands; null for that of the source
 * @param channels which columns are channels
 * @param limits the part of time that is wanted
 */
record CsvGroup(Pattern files, @Nullable CsvTime time, ChannelRule channels, Interval limits) {
    static final String ANY = ".+\\.(?:csv|tsv|txt)(?:\\.gz)?";

    @JsonCreator
    static CsvGroup of(
            @JsonProperty("files") @Nullable String files,
            @JsonProperty("time") @Nullable CsvTime time,
            @JsonProperty("channels") @Nullable ChannelRule channels,
            @JsonProperty("from") @Nullable Instant from,
            @JsonProperty("to") @Nullable Instant to) {
        String expression = files == null ? ANY : files;
        try {
            return new CsvGroup(
                    Pattern.compile(expression),
                    time,
                    channels == null ? ChannelRule.ALL : channels,
                    new Interval(
                            from == null ? Long.MIN_VALUE : Nanos.of(from),
                            to == null ? Long.MAX_VALUE : Nanos.of(to)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "files \"" + expression + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }
}
