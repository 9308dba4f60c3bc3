package org.adei.cache.control;

import java.util.function.LongSupplier;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;

/**
 * What an operator lets this process do at present. Asked before each piece of work and between batches; answers out of
 * memory. Thread-safe.
 */
public interface Permission {
    /** Everything is allowed, with as many threads as configured. */
    Permission ALWAYS = always(() -> 0);

    /**
     * Everything is allowed.
     *
     * @param recached gives the number of the latest request to cache something anew
     */
    static Permission always(LongSupplier recached) {
        return new Permission() {
            @Override
            public boolean allows(LaneName lane) {
                return true;
            }

            @Override
            public boolean allows(LaneName lane, GroupId group) {
                return true;
            }

            @Override
            public int threads(LaneName lane, int configured) {
                return configured;
            }

            @Override
            public long recached() {
                return recached.getAsLong();
            }
        };
    }

    /** Whether a lane may work at all. */
    boolean allows(LaneName lane);

    /** Whether a lane may work on a group: neither the setup, nor the lane, nor the group is stopped. */
    boolean allows(LaneName lane, GroupId group);

    /**
     * How many threads a lane has in this process now.
     *
     * @param configured how many, if nobody has said otherwise
     */
    int threads(LaneName lane, int configured);

    /**
     * Number of the latest request to cache something anew, 0 until there is one. Once it is another, leases may have
     * been taken away: whoever holds some looks whether they are still good.
     */
    default long recached() {
        return 0;
    }
}
