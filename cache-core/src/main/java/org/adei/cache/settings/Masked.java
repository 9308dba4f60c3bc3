package org.adei.cache.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** A configuration as it may be shown: values of secret keys and passwords in URLs replaced by a mask. */
final class Masked {
    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*(password|passwd|secret|token).*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    private Masked() {}

    static JsonNode copy(JsonNode node) {
        return copy(node, false);
    }

    private static JsonNode copy(JsonNode node, boolean secret) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(entry -> copy.set(
                            entry.getKey(),
                            copy(
                                    entry.getValue(),
                                    secret || SECRET_KEY.matcher(entry.getKey()).matches())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(copy(element, secret)));
            return copy;
        }
        if (secret && !node.isNull() && !PLACEHOLDER.matcher(node.asText()).matches()) {
            return JsonNodeFactory.instance.textNode(Secret.MASK);
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(Secret.maskUrl(node.asText())) : node;
    }
}
