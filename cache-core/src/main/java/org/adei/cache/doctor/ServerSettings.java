package org.adei.cache.doctor;

import java.util.List;
import java.util.Map;

/**
 * Variables of a server, by name in small letters.
 *
 * @param variables their values, as the server prints them
 */
public record ServerSettings(Map<String, String> variables) {
    public ServerSettings {
        variables = Map.copyOf(variables);
    }

    /** Everything that is not as a cache wants it, what matters most first. */
    public List<Finding> findings() {
        return ServerRule.ALL.stream()
                .flatMap(rule -> rule.check(this).stream())
                .sorted((a, b) -> a.weight().compareTo(b.weight()))
                .toList();
    }

    /** How many settings are looked at. */
    public static int rules() {
        return ServerRule.ALL.size();
    }

    boolean has(String name) {
        return variables.containsKey(name);
    }

    String value(String name) {
        return variables.getOrDefault(name, "");
    }

    boolean is(String name, String value) {
        return value(name).equalsIgnoreCase(value);
    }

    /** A whole number, 0 where the variable is none. */
    long number(String name) {
        return value(name).matches("\\d{1,18}") ? Long.parseLong(value(name)) : 0;
    }

    boolean binlog() {
        return is("log_bin", "ON");
    }
}
