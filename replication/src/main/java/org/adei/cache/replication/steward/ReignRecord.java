package org.adei.cache.replication.steward;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A reign that began, and what led to it.
 *
 * @param epoch its number
 * @param master name of its master
 * @param moved whether another server was master before
 * @param phases nanoseconds by name, in order: {@code detect} from the last look at which the master was well,
 *     {@code lease_wait} until the first step, {@code freeze}, {@code apply}, {@code first_write} (the lease, the first
 *     transaction of the new master), {@code promote} (all other steps), and {@code outage}, all since it was found missing
 * @param lost transactions that the master before had and the new one has not; unknown while that one does not answer
 */
public record ReignRecord(long epoch, String master, boolean moved, Map<String, Long> phases, OptionalLong lost) {
    public ReignRecord {
        phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    }
}
