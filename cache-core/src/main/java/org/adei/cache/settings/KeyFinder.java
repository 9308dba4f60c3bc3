package org.adei.cache.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an unknown key in the block whose record could not be made. Jackson reports unknown keys after it made the
 * record, so a misspelt key that must be there would be reported as missing without it.
 */
final class KeyFinder {
    private static final String TYPE = "type";

    private final ObjectMapper mapper;
    private final String yaml;

    KeyFinder(ObjectMapper mapper, String yaml) {
        this.mapper = mapper;
        this.yaml = yaml;
    }

    /**
     * A key that its block does not know.
     *
     * @param line line in the file, from 1 on
     */
    record Unknown(String key, int line, List<String> known) {}

    Optional<Unknown> unknownKey(JsonMappingException problem, JavaType type) {
        List<String> known = known(type);
        JsonPointer block = pointer(problem);
        try (JsonParser parser = mapper.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String key = parser.currentName();
                if (token == JsonToken.FIELD_NAME && isUnknown(key, known) && isIn(block, parser)) {
                    return Optional.of(
                            new Unknown(key, parser.currentTokenLocation().getLineNr(), known));
                }
            }
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
        return Optional.empty();
    }

    private static boolean isUnknown(@Nullable String key, List<String> known) {
        return key != null && !known.contains(key) && !key.equals(TYPE);
    }

    private static boolean isIn(JsonPointer block, JsonParser parser) {
        return block.equals(parser.getParsingContext().pathAsPointer().head());
    }

    private List<String> known(JavaType type) {
        List<String> known = new ArrayList<>();
        mapper.getDeserializationConfig()
                .introspect(type)
                .findProperties()
                .forEach(property -> known.add(property.getName()));
        return known.stream().sorted().toList();
    }

    private static JsonPointer pointer(JsonMappingException problem) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : problem.getPath()) {
            pointer = step.getFieldName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getFieldName());
        }
        return pointer;
    }
}
