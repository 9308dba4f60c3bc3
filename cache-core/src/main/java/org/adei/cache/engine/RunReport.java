package org.adei.cache.engine;

import java.util.List;
import org.adei.cache.source.Discovery;

/**
 * What a run did.
 *
 * @param groups one result per group, by name
 * @param problems groups, expressions and sources that could not be used
 */
public record RunReport(List<GroupResult> groups, List<Discovery.Problem> problems) {
    public RunReport {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
    }

    /** Whether every group that the configuration names is complete. */
    public boolean done() {
        return problems.isEmpty() && groups.stream().allMatch(GroupResult::done);
    }

    public long rows() {
        return groups.stream().mapToLong(GroupResult::rows).sum();
    }
}
