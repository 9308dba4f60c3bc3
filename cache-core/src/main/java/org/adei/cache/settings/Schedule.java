package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.adei.cache.log.Severity;
import org.jspecify.annotations.Nullable;

/**
 * When the leader looks for work, and in which order it hands it out.
 *
 * @param discovery cron expression (Quartz: seconds first): sources are asked for groups, channels and rows
 * @param sweep cron expression: what is not cached is looked for and put into the queue
 * @param queue most items of each lane in the queue, 10 to 100,000
 * @param groups orders of some groups, the first that matches counts; others are {@link GroupOrder#DEFAULT}
 * @param scrub all that is cached is compared with its source once in this time, a second and more; zero if it is not
 * @param keepEvents how long texts of events are kept by severity, an hour and more; others for ever
 */
public record Schedule(
        String discovery,
        String sweep,
        int queue,
        List<GroupOrder> groups,
        Duration scrub,
        Map<Severity, Duration> keepEvents) {
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** Sources every 30 s, gaps every 10 s, at most 1,000 items, everything compared once a week. */
    public static final Schedule DEFAULT =
            new Schedule("0/30 * * * * ?", "0/10 * * * * ?", 1_000, List.of(), Duration.ofDays(7), Map.of());

    public Schedule {
        cron("discovery", discovery);
        cron("sweep", sweep);
        Required.range("queue", queue, 10, 100_000);
        groups = List.copyOf(groups);
        keepEvents = Map.copyOf(keepEvents);
        keepEvents.forEach((severity, age) -> range("keep-events." + severity.channel(), age, SHORTEST));
        if (!scrub.isZero()) {
            range("scrub", scrub, Duration.ofSeconds(1));
        }
    }

    @JsonCreator
    static Schedule of(
            @JsonProperty("discovery") @Nullable String discovery,
            @JsonProperty("sweep") @Nullable String sweep,
            @JsonProperty("queue") @Nullable Integer queue,
            @JsonProperty("groups") @Nullable List<GroupOrder> groups,
            @JsonProperty("scrub") @Nullable Duration scrub,
            @JsonProperty("keep-events") @Nullable Map<Severity, Duration> keepEvents) {
        return new Schedule(
                discovery == null ? DEFAULT.discovery : discovery,
                sweep == null ? DEFAULT.sweep : sweep,
                queue == null ? DEFAULT.queue : queue,
                groups == null ? DEFAULT.groups : groups,
                scrub == null ? DEFAULT.scrub : scrub,
                keepEvents == null ? DEFAULT.keepEvents : keepEvents);
    }

    private static void range(String key, Duration value, Duration shortest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " is " + value.toSeconds() + " s: expected between "
                    + shortest.toSeconds() + " s and 100 years");
        }
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
