package org.adei.cache.replication.plan;

/**
 * Something that is wrong.
 *
 * @param problem what it is
 * @param server the server that has it, or the name of the cluster's part
 * @param detail what was found, empty if the problem says it all
 */
public record Diagnosis(Problem problem, String server, String detail) {
    /** Of a problem that says it all. */
    public Diagnosis(Problem problem, String server) {
        this(problem, server, "");
    }

    @Override
    public String toString() {
        return problem + " " + server + ": " + (detail.isEmpty() ? "" : detail + "; ") + problem.advice();
    }
}
