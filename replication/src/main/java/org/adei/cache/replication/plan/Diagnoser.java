package org.adei.cache.replication.plan;

import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.replication.state.ClusterSnapshot;

/** Tells what is wrong with a cluster, the most urgent first. Pure. */
public final class Diagnoser {
    private Diagnoser() {}

    public static List<Diagnosis> diagnose(ClusterSnapshot cluster) {
        return Stream.of(Problem.values())
                .flatMap(problem -> problem.match(cluster).stream()
                        .map(server -> new Diagnosis(problem, server, problem.detail(cluster, server))))
                .toList();
    }
}
