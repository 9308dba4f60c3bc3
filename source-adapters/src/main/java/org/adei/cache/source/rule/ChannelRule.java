package org.adei.cache.source.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which columns are channels: those whose whole name matches an expression, or those that are listed. Immutable. */
public final class ChannelRule {
    /** Every column that holds numbers. */
    public static final ChannelRule ALL = new ChannelRule(null, List.of());

    private final @Nullable Pattern expression;
    private final List<String> listed;

    private ChannelRule(@Nullable Pattern expression, List<String> listed) {
        this.expression = expression;
        this.listed = listed;
    }

    /**
     * Columns whose whole name matches, in the order of the table.
     *
     * @throws IllegalArgumentException if it is no regular expression
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChannelRule matching(String expression) {
        try {
            return new ChannelRule(Pattern.compile(expression), List.of());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "channels \"" + expression + "\" is not a regular expression: " + e.getDescription()
                            + " at character " + (e.getIndex() + 1),
                    e);
        }
    }

    /**
     * These columns, in this order.
     *
     * @throws IllegalArgumentException if one is named twice or none is named
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChannelRule listed(List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("channels is an empty list: expected names of columns");
        }
        if (new LinkedHashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("channels " + columns + " names a column twice: expected each once");
        }
        return new ChannelRule(null, List.copyOf(columns));
    }

    /** Names that are listed; empty if an expression chooses. */
    public List<String> listed() {
        return listed;
    }

    /** Whether a column is one by its name. */
    public boolean matches(String column) {
        return expression == null || expression.matcher(column).matches();
    }

    @Override
    public String toString() {
        Pattern pattern = expression;
        return pattern != null ? "\"" + pattern + "\"" : listed.isEmpty() ? "all columns" : listed.toString();
    }
}
