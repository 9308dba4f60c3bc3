package org.adei.cache.replication.steward;

import java.util.List;
import org.adei.cache.replication.plan.Diagnosis;

/** Hears how a cluster is, from a steward that leads or stands by. Called by the steward's thread; must not block. */
public interface Onlooker {
    /** Hears nothing. */
    Onlooker NONE = new Onlooker() {
        @Override
        public void stands(Standing standing) {}

        @Override
        public void diagnosed(List<Diagnosis> diagnoses) {}

        @Override
        public void began(ReignRecord reign) {}

        @Override
        public void foundErrant(String server, long transactions) {}
    };

    /** Each look at the servers. */
    void stands(Standing standing);

    /** What is wrong has changed. */
    void diagnosed(List<Diagnosis> diagnoses);

    /** This steward began a reign. */
    void began(ReignRecord reign);

    /** A server came back with transactions that the master never had; they are taken back. */
    void foundErrant(String server, long transactions);
}
