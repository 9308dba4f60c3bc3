package org.adei.cache.replication.steward;

import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.GtidSet;

/** The times of what led to a reign, as they pass. Used by the steward's thread. */
final class Course {
    private static final long NEVER = Long.MIN_VALUE;

    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final Map<String, GtidSet> applied = new LinkedHashMap<>();
    private long wellAt = NEVER;
    private long missingAt = NEVER;
    private long actedAt = NEVER;

    /** A look at the servers ended. */
    void looked(boolean masterWorks, long now) {
        if (masterWorks) {
            forget();
            wellAt = now;
        } else if (missingAt == NEVER) {
            missingAt = now;
        }
    }

    /** While a replica catches up its master goes on. */
    void took(Step step, long nanos, long now) {
        if (step instanceof Step.CatchUp) {
            return;
        }
        if (actedAt == NEVER) {
            actedAt = now - nanos;
        }
        taken.merge(phase(step), nanos, Long::sum);
        if (step instanceof Step.AwaitApplied await) {
            applied.put(await.server(), await.upTo());
        }
    }

    private static String phase(Step step) {
        if (step instanceof Step.StopReceiving || step instanceof Step.StartApplying) {
            return "freeze";
        }
        if (step instanceof Step.AwaitApplied) {
            return "apply";
        }
        return step instanceof Step.WriteLease ? "first_write" : "promote";
    }

    /** Up to where a server was awaited. */
    GtidSet applied(String server) {
        return applied.getOrDefault(server, GtidSet.NONE);
    }

    /** A master that was closed on purpose is missed from the first step on, not from the next look. */
    Map<String, Long> phases(long outage) {
        long found = missingAt == NEVER ? actedAt : actedAt == NEVER ? missingAt : Math.min(missingAt, actedAt);
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("detect", wellAt == NEVER || found == NEVER ? 0 : found - wellAt);
        phases.put("lease_wait", actedAt == NEVER ? 0 : actedAt - found);
        for (String phase : new String[] {"freeze", "apply", "first_write", "promote"}) {
            phases.put(phase, taken.getOrDefault(phase, 0L));
        }
        phases.put("outage", outage);
        return phases;
    }

    void forget() {
        taken.clear();
        applied.clear();
        missingAt = NEVER;
        actedAt = NEVER;
    }
}
