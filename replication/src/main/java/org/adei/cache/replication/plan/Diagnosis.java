package org.adei.cache.replication.plan;

/**
 * Something that is wrong.
 *
 * @param problem what it is
 * @param server the server that has it, or the name of the cluster's part
 */
public record Diagnosis(Problem problem, String server) {
    @Override
    public String toString() {
        return problem + " " + server + ": " + problem.advice();
    }
}
