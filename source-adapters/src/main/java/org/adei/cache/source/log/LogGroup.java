package org.adei.cache.source.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are one log: the one that is written and those that were rotated away.
 *
 * @param name third part of the group's name
 * @param files whole name of a file
 * @param pattern how the first line of an event is written
 * @param multiLine whether lines that do not match belong to the event before them; else each is rejected
 */
record LogGroup(String name, Pattern files, LinePattern pattern, boolean multiLine) {
    @JsonCreator
    static LogGroup of(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("files") @Nullable String files,
            @JsonProperty("pattern") @Nullable String pattern,
            @JsonProperty("time") @Nullable LogTime time,
            @JsonProperty("multi-line") @Nullable Boolean multiLine) {
        if (name == null || name.isBlank() || files == null || pattern == null || time == null) {
            throw new IllegalArgumentException(
                    "a group of logs needs name, files, pattern and time: expected for example"
                            + " {name: server, files: \"server[.]log.*\", pattern: \"(?<time>.{23}) (?<severity>[A-Z]+)"
                            + " (?<message>.*)\", time: {pattern: \"yyyy-MM-dd HH:mm:ss,SSS\"}}");
        }
        return new LogGroup(
                name,
                compiled("files", files),
                new LinePattern(compiled("pattern", pattern), time),
                !Boolean.FALSE.equals(multiLine));
    }

    private static Pattern compiled(String key, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    key + " \"" + expression + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }
}
