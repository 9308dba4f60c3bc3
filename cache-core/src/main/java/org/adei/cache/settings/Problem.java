package org.adei.cache.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.adei.cache.source.SourceType;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what Jackson found in the words of the one who wrote the file: file, line, key, what was expected. */
final class Problem {
    private final String file;
    private final List<String> types;
    private final KeyFinder keys;

    Problem(String file, List<SourceType> types, KeyFinder keys) {
        this.file = file;
        this.keys = keys;
        this.types = types.stream().map(SourceType::name).sorted().toList();
    }

    String text(JsonProcessingException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
                int line = yaml.getProblemMark().getLine() + 1;
                return text(line, "", "not YAML: " + yaml.getProblem() + " " + yaml.getContext());
            }
        }
        JsonLocation location = problem.getLocation();
        int line = location == null ? 0 : location.getLineNr();
        String path = problem instanceof JsonMappingException mapping ? path(mapping) : "";
        if (problem instanceof ValueInstantiationException invalid) {
            Optional<KeyFinder.Unknown> unknown = keys.unknownKey(invalid, invalid.getType());
            if (unknown.isPresent()) {
                KeyFinder.Unknown key = unknown.get();
                return text(
                        key.line(),
                        path.isEmpty() ? key.key() : path + "." + key.key(),
                        unknown("key", key.key(), key.known()));
            }
        }
        return text(line, path, reason(problem));
    }

    private String text(int line, String path, String reason) {
        return file + (line < 1 ? "" : " line " + line) + ": " + (path.isEmpty() ? "" : path + ": ") + reason;
    }

    private String reason(JsonProcessingException problem) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.<Object>of());
            return unknown(
                    "key",
                    unknown.getPropertyName(),
                    known.stream().map(String::valueOf).sorted().toList());
        }
        if (problem instanceof InvalidTypeIdException type) {
            return type.getTypeId() == null
                    ? "type is missing: expected one of " + String.join(", ", types)
                    : unknown("type of source", type.getTypeId(), types);
        }
        if (problem instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
            return String.valueOf(invalid.getCause().getMessage());
        }
        if (problem instanceof InvalidFormatException format) {
            return "\"" + format.getValue() + "\" cannot be used: expected " + expected(format.getTargetType());
        }
        if (problem instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "a value of another kind stands here: expected " + expected(mismatch.getTargetType());
        }
        return firstLine(problem.getOriginalMessage());
    }

    private static String unknown(String what, String written, List<String> known) {
        String nearest = NearestWord.of(written, known)
                .map(word -> ", did you mean \"" + word + "\"?")
                .orElse("");
        return "unknown " + what + " \"" + written + "\"" + nearest + " Known here: " + String.join(", ", known);
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Problem::constant)
                                    .toList());
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() && type != boolean.class || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return type.getName().startsWith("java.") && !java.util.Map.class.isAssignableFrom(type)
                ? "a single " + type.getSimpleName().toLowerCase(Locale.ROOT)
                : "a block of keys and values";
    }

    private static String constant(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String path(JsonMappingException problem) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
