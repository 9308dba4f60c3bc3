package org.adei.cache.replication.simulation;

import java.util.List;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.Chronicle;

/** What a steward did, for who has to read a schedule that failed. */
record Story(Simulation simulation, String name) implements Chronicle {
    @Override
    public void elected(long term) {
        simulation.tell(name + " leads with term " + term);
    }

    @Override
    public void deposed(long term) {
        simulation.tell(name + " leads no longer");
    }

    @Override
    public void diagnosed(List<Diagnosis> diagnoses) {
        simulation.tell(name + " finds "
                + diagnoses.stream()
                        .map(found -> found.problem() + " " + found.server())
                        .toList());
    }

    @Override
    public void took(Step step, Ballot mandate, long nanos, String failure) {
        simulation.tell(name + " " + step + " in term " + mandate.term() + (failure.isEmpty() ? "" : ": " + failure));
    }

    @Override
    public void crowned(String server, Ballot mandate, long outageNanos) {
        simulation.outages.add(outageNanos);
    }
}
