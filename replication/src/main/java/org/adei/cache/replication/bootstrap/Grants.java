package org.adei.cache.replication.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights of an account, as {@code SHOW GRANTS} lists them.
 *
 * @param byScope rights in upper case by where they hold: {@code *.*}, or a schema with its quotes, {@code `a`.*}
 */
public record Grants(Map<String, Set<String>> byScope) {
    private static final String EVERYWHERE = "*.*";
    private static final String ALL = "ALL PRIVILEGES";
    private static final List<String> CHANGES = List.of("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER");
    private static final Pattern LINE = Pattern.compile("GRANT (.+) ON (\\S+) TO .*");

    public Grants {
        byScope = Map.copyOf(byScope);
    }

    /** Reads the lines of {@code SHOW GRANTS}; roles and proxies among them are left out. */
    public static Grants parse(Collection<String> lines) {
        Map<String, Set<String>> byScope = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Arrays.stream(matcher.group(1).split(","))
                        .map(right -> right.strip().toUpperCase(Locale.ROOT))
                        .map(right -> right.equals("REPLICA MONITOR") ? "SLAVE MONITOR" : right)
                        .forEach(right -> byScope.computeIfAbsent(matcher.group(2), scope -> new TreeSet<>())
                                .add(right));
            }
        }
        return new Grants(byScope);
    }

    /** Whether a right holds somewhere, by itself or within a wider one. */
    public boolean has(String right, String scope) {
        for (String place : List.of(scope, scope.replace("\\_", "_"), EVERYWHERE)) {
            Set<String> rights = byScope.getOrDefault(place, Set.of());
            if (rights.contains(right) || rights.contains(ALL)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an account is to write a schema, by any right that it has there; it may lack others. */
    public boolean mayChange(String schema) {
        return CHANGES.stream().anyMatch(right -> has(right, Role.scope(schema)));
    }

    /** The statements that give an account what it lacks of a role. */
    public List<String> missing(Role role, String schema, String account) {
        List<String> statements = new ArrayList<>();
        role.rights(schema).forEach((scope, rights) -> {
            List<String> lacking =
                    rights.stream().filter(right -> !has(right, scope)).toList();
            if (!lacking.isEmpty()) {
                statements.add("GRANT " + String.join(", ", lacking) + " ON " + scope + " TO " + account);
            }
        });
        return statements;
    }

    /** The statements that take from an account what would break a promise of its role. */
    public List<String> excess(Role role, String account) {
        List<String> forbidden = role.forbidden().stream()
                .filter(right -> has(right, EVERYWHERE))
                .toList();
        if (forbidden.isEmpty()) {
            return List.of();
        }
        String rights = forbidden.contains(ALL) ? ALL : String.join(", ", forbidden);
        return List.of("REVOKE " + rights + " ON " + EVERYWHERE + " FROM " + account);
    }
}
