package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the leader looks for work, and in which order it hands it out.
 *
 * @param discovery cron expression (Quartz: seconds first): sources are asked for groups, channels and rows
 * @param sweep cron expression: what is not cached is looked for and put into the queue
 * @param queue most items in the queue of the archive, 10 to 100,000
 * @param groups orders of some groups, the first that matches counts; others are {@link GroupOrder#DEFAULT}
 */
public record Schedule(String discovery, String sweep, int queue, List<GroupOrder> groups) {
    /** Sources every 30 s, gaps every 10 s, at most 1,000 items. */
    public static final Schedule DEFAULT = new Schedule("0/30 * * * * ?", "0/10 * * * * ?", 1_000, List.of());

    public Schedule {
        cron("discovery", discovery);
        cron("sweep", sweep);
        Required.range("queue", queue, 10, 100_000);
        groups = List.copyOf(groups);
    }

    @JsonCreator
    static Schedule of(
            @JsonProperty("discovery") @Nullable String discovery,
            @JsonProperty("sweep") @Nullable String sweep,
            @JsonProperty("queue") @Nullable Integer queue,
            @JsonProperty("groups") @Nullable List<GroupOrder> groups) {
        return new Schedule(
                discovery == null ? DEFAULT.discovery : discovery,
                sweep == null ? DEFAULT.sweep : sweep,
                queue == null ? DEFAULT.queue : queue,
                groups == null ? DEFAULT.groups : groups);
    }

    private static void cron(String key, String expression) {
        int fields = expression.trim().split("\\s+").length;
        if (fields < 6 || fields > 7) {
            throw new IllegalArgumentException(key + " is \"" + expression + "\": expected a cron expression of six or"
                    + " seven fields, seconds first, for example \"0/30 * * * * ?\"");
        }
    }

    /** The order of a group by its full name. */
    public GroupOrder order(String group) {
        return groups.stream().filter(order -> order.matches(group)).findFirst().orElse(GroupOrder.DEFAULT);
    }
}
