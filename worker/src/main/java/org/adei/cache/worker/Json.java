package org.adei.cache.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.jspecify.annotations.Nullable;

/** Output for programs: maps and lists as JSON, keys in the order in which they were put. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper LINES = JsonMapper.builder().build();

    private Json() {}

    /** A map of alternating keys and values. */
    public static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return object;
    }

    /** On one line. */
    public static String line(Object value) {
        try {
            return LINES.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    static void print(PrintWriter out, Object value) {
        try {
            out.println(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    /** ISO 8601 with as many digits as there are; null outside of all times. */
    static @Nullable String time(long nanos) {
        return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE
                ? null
                : Nanos.toInstant(nanos).toString();
    }

    static Map<String, @Nullable Object> interval(Interval interval) {
        return object("from", time(interval.from()), "to", time(interval.to()));
    }
}
