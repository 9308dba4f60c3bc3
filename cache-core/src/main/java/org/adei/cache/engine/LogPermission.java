package org.adei.cache.engine;

import org.adei.cache.control.Permission;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;

/** What the log lane may do, for those who ask as if they were another: it has followers and an archive of its own. */
record LogPermission(Permission permission) implements Permission {
    @Override
    public boolean allows(LaneName lane) {
        return permission.allows(LaneName.LOG);
    }

    @Override
    public boolean allows(LaneName lane, GroupId group) {
        return permission.allows(LaneName.LOG, group);
    }

    @Override
    public int threads(LaneName lane, int configured) {
        return permission.threads(LaneName.LOG, configured);
    }

    @Override
    public long recached() {
        return permission.recached();
    }
}
