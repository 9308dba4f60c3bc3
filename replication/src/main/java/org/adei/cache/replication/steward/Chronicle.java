package org.adei.cache.replication.steward;

import java.util.List;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Step;

/** Hears of all that a steward does. Called by the steward's thread; must not block. */
public interface Chronicle {
    /** This steward leads from now on. */
    void elected(long term);

    /** It leads no longer. */
    void deposed(long term);

    /** What is wrong has changed. */
    void diagnosed(List<Diagnosis> diagnoses);

    /**
     * A step was taken.
     *
     * @param nanos how long it took
     * @param failure why it failed, empty if it did not
     */
    void took(Step step, Ballot mandate, long nanos, String failure);

    /**
     * A new reign began.
     *
     * @param outageNanos since the old master was found missing
     */
    void crowned(String server, Ballot mandate, long outageNanos);
}
