package org.adei.cache.control;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;

/** All that operators have said, as it was read at one moment. Immutable. */
public final class ControlState {
    /** Nothing was said: everything is allowed. */
    public static final ControlState FREE = new ControlState(List.of());

    private final List<ControlEntry> entries;
    private final long recached;
    private final Set<LaneName> stoppedLanes = EnumSet.noneOf(LaneName.class);
    private final Set<GroupId> stoppedGroups = new HashSet<>();
    private final Map<LaneName, Integer> totals = new EnumMap<>(LaneName.class);

    public ControlState(List<ControlEntry> entries) {
        this(entries, 0);
    }

    /**
     * The same with what is to be cached anew.
     *
     * @param recached number of the latest request of the last minute, 0 if there is none
     */
    public ControlState(List<ControlEntry> entries, long recached) {
        this.entries = List.copyOf(entries);
        this.recached = recached;
        this.entries.forEach(this::take);
    }

    private void take(ControlEntry entry) {
        if (entry.target() instanceof Target.Lane lane) {
            entry.total().ifPresent(total -> totals.put(lane.lane(), total));
        }
        if (!entry.stopped()) {
            return;
        }
        if (entry.target() instanceof Target.Setup) {
            stoppedLanes.addAll(EnumSet.allOf(LaneName.class));
        } else if (entry.target() instanceof Target.Lane lane) {
            stoppedLanes.add(lane.lane());
        } else if (entry.target() instanceof Target.Group group) {
            stoppedGroups.add(group.group());
        }
    }

    /** Whether a lane may work at all. */
    public boolean allows(LaneName lane) {
        return !stoppedLanes.contains(lane);
    }

    /** Whether a lane may work on a group. */
    public boolean allows(LaneName lane, GroupId group) {
        return allows(lane) && !stoppedGroups.contains(group);
    }

    /** Threads of a lane over all processes; empty if each has as many as configured. */
    public OptionalInt total(LaneName lane) {
        Integer total = totals.get(lane);
        return total == null ? OptionalInt.empty() : OptionalInt.of(total);
    }

    /** Number of the latest request to cache something anew; 0 if there was none within the last minute. */
    public long recached() {
        return recached;
    }

    /** What is stopped now, each by itself. */
    public List<ControlEntry> stopped() {
        return entries.stream().filter(ControlEntry::stopped).toList();
    }

    public List<ControlEntry> entries() {
        return entries;
    }
}
