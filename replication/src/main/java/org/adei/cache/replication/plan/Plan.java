package org.adei.cache.replication.plan;

import java.util.List;

/**
 * What is wrong and what is to be done now; after it, or when a step fails, the servers are asked again.
 *
 * @param diagnoses by urgency
 * @param steps in this order
 */
public record Plan(List<Diagnosis> diagnoses, List<Step> steps) {
    public Plan {
        diagnoses = List.copyOf(diagnoses);
        steps = List.copyOf(steps);
    }
}
