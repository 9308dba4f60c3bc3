package org.adei.cache.worker.run;

import org.adei.cache.doctor.Finding;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.failure.CacheException;

/** Names, at the start of a run, what makes the cache's server unsafe or too small. Stateless. */
public final class ServerAdvice {
    private ServerAdvice() {}

    /** Tells all but what costs pace alone, which {@code doctor} names. One round trip. */
    public static void tell(CacheEngine engine, RunListener listener) {
        try {
            for (Finding finding : engine.serverSettings().findings()) {
                if (finding.weight() != Finding.Weight.PACE) {
                    listener.note("the cache's server: " + finding);
                }
            }
        } catch (CacheException e) {
            listener.note("the settings of the cache's server are not checked: " + e.getMessage());
        }
    }
}
