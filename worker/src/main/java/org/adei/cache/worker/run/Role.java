package org.adei.cache.worker.run;

import java.util.Locale;
import java.util.Optional;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/** What a process does of all that a running setup needs. */
public enum Role {
    /** Stands for the lead: asks sources, plans, fills the queue. */
    SCHEDULER(null),
    /** Follows the newest rows. */
    CURRENT(LaneName.CURRENT),
    /** Caches what lies behind. */
    ARCHIVE(LaneName.ARCHIVE),
    /** Caches events made of text. */
    LOG(LaneName.LOG);

    private final @Nullable LaneName lane;

    Role(@Nullable LaneName lane) {
        this.lane = lane;
    }

    /** The lane that it works in; none for the scheduler. */
    public Optional<LaneName> lane() {
        return Optional.ofNullable(lane);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
