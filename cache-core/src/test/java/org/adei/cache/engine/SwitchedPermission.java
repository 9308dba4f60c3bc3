package org.adei.cache.engine;

import java.util.Set;
import org.adei.cache.control.Permission;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;

/**
 * Allows all groups but those of a set.
 *
 * @param stopped may change at any time
 */
record SwitchedPermission(Set<GroupId> stopped) implements Permission {
    @Override
    public boolean allows(LaneName lane) {
        return true;
    }

    @Override
    public boolean allows(LaneName lane, GroupId group) {
        return !stopped.contains(group);
    }

    @Override
    public int threads(LaneName lane, int configured) {
        return configured;
    }
}
