package org.adei.cache.source.log;

import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.log.EventText;
import org.adei.cache.log.Severity;

/**
 * The first line of an event, with the named groups {@code time} and {@code severity}, and at will
 * {@code source} and {@code message}.
 *
 * @param pattern matched against the whole line
 * @param time how the group {@code time} is read
 */
record LinePattern(Pattern pattern, LogTime time) {
    LinePattern {
        for (String field : new String[] {"time", "severity"}) {
            if (!pattern.pattern().contains("(?<" + field + ">")) {
                throw new IllegalArgumentException(
                        "pattern \"" + pattern + "\" has no field " + field + ": expected (?<" + field + ">..) in it");
            }
        }
    }

    /** What a line is. */
    Line read(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return new Line.Other();
        }
        String word = matcher.group("severity");
        String at = matcher.group("time");
        try {
            return new Line.Event(
                    time.parse(at == null ? "" : at), Severity.of(word == null ? "" : word), text(matcher, text));
        } catch (DateTimeException e) {
            return new Line.Unreadable(
                    "time \"" + at + "\" cannot be read: expected " + time.pattern() + "; " + e.getMessage());
        }
    }

    /** The fields of the text; without a field {@code message} the whole line is it. */
    private EventText text(Matcher matcher, String line) {
        return EventText.shortened(field(matcher, "source", ""), field(matcher, "message", line));
    }

    private String field(Matcher matcher, String name, String otherwise) {
        String found = pattern.pattern().contains("(?<" + name + ">") ? matcher.group(name) : otherwise;
        return found == null ? "" : found;
    }

    /** What a line is. */
    sealed interface Line {
        /** An event begins. */
        record Event(long time, Severity severity, EventText text) implements Line {}

        /** It is written like an event, but its time is none. */
        record Unreadable(String reason) implements Line {}

        /** It goes on with what was before. */
        record Other() implements Line {}
    }
}
