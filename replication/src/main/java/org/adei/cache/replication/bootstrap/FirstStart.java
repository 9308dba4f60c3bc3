package org.adei.cache.replication.bootstrap;

import java.util.List;

/** Who leads a cluster that is set up, and who has to follow. */
public sealed interface FirstStart {
    /**
     * It can be set up.
     *
     * @param master name of the server that leads
     * @param attach names of the servers that are to follow it and do not, or stand still
     */
    record Ready(String master, List<String> attach) implements FirstStart {
        public Ready {
            attach = List.copyOf(attach);
        }
    }

    /**
     * It cannot.
     *
     * @param reasons one sentence each: what, which server, what to do
     */
    record Refused(List<String> reasons) implements FirstStart {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
