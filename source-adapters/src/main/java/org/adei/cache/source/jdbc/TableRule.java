package org.adei.cache.source.jdbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which tables are groups.
 *
 * @param tables matches the whole name of a table
 * @param template name of the group, {@code $1} stands for the first capture; empty: the first capture itself, or the
 *     table's name where the expression has none
 * @param schema schema of the tables; empty: the one that the URL names
 */
public record TableRule(Pattern tables, String template, String schema) {
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\d)");

    public TableRule {
        int captures = tables.matcher("").groupCount();
        Matcher references = REFERENCE.matcher(template);
        while (references.find()) {
            if (Integer.parseInt(references.group(1)) > captures) {
                throw new IllegalArgumentException("group \"" + template + "\" uses " + references.group()
                        + ", but tables \"" + tables + "\" has " + captures
                        + " captures: expected a number up to that");
            }
        }
    }

    /**
     * A rule.
     *
     * @throws IllegalArgumentException if the expression cannot be used
     */
    public static TableRule of(String tables, String template, String schema) {
        try {
            return new TableRule(Pattern.compile(tables), template, schema);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "tables \"" + tables + "\" is not a regular expression: " + e.getDescription() + " at character "
                            + (e.getIndex() + 1),
                    e);
        }
    }

    /** Name of the group that a table makes, empty if the table does not match. */
    Optional<String> group(String table) {
        Matcher matcher = tables.matcher(table);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (template.isEmpty()) {
            String capture = matcher.groupCount() == 0 ? null : matcher.group(1);
            return Optional.of(capture == null ? table : capture);
        }
        return Optional.of(REFERENCE.matcher(template).replaceAll(reference -> {
            String capture = matcher.group(Integer.parseInt(reference.group(1)));
            return capture == null ? "" : Matcher.quoteReplacement(capture);
        }));
    }
}
