package org.adei.cache.replication.galera;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a node's data go.
 *
 * @param group UUID of the group
 * @param number the last transaction of the group that the node has; negative if it does not know
 */
public record RecoveredPosition(String group, long number) {
    private static final Pattern LINE = Pattern.compile("Recovered position: ([0-9a-fA-F-]{36}):(-?\\d{1,18})");

    /**
     * Finds it in what {@code mariadbd --wsrep-recover} wrote. Without Galera's library the server skips the search and
     * ends as if all were well: then there is none, and none may be made up.
     */
    public static Optional<RecoveredPosition> in(String log) {
        Matcher matcher = LINE.matcher(log);
        RecoveredPosition last = null;
        while (matcher.find()) {
            last = new RecoveredPosition(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return Optional.ofNullable(last);
    }

    /** Whether the node knows its position. */
    public boolean isKnown() {
        return number >= 0 && !group.matches("[0-]+");
    }

    /** As {@code --wsrep_start_position} takes it. */
    @Override
    public String toString() {
        return group + ":" + number;
    }
}
