package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the archive of some groups is cached.
 *
 * @param match regular expression of whole names ({@code kdb/slowcontrol/heater.*})
 * @param order which end of a group comes first
 * @param priority 0 (first) to 100 (last); groups of equal priority take turns
 */
public record GroupOrder(String match, Order order, int priority) {
    /** All groups, newest rows first, priority 50. */
    public static final GroupOrder DEFAULT = new GroupOrder(".*", Order.NEWEST_FIRST, 50);

    /** Which end of a group comes first. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public GroupOrder {
        Required.text("match", match);
        Required.value("order", order);
        Required.range("priority", priority, 0, 100);
        try {
            Pattern.compile(match);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("match is \"" + match + "\": expected a regular expression ("
                    + e.getDescription() + " at " + e.getIndex() + ")");
        }
    }

    @JsonCreator
    static GroupOrder of(
            @JsonProperty("match") String match,
            @JsonProperty("order") @Nullable Order order,
            @JsonProperty("priority") @Nullable Integer priority) {
        return new GroupOrder(
                match, order == null ? DEFAULT.order : order, priority == null ? DEFAULT.priority : priority);
    }

    boolean matches(String group) {
        return Pattern.matches(match, group);
    }
}
