package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/**
 * What comparing several groups gave.
 *
 * @param verdicts one per group that could be compared
 * @param problems groups and sources that could not, one sentence each
 */
public record Verification(List<Verdict> verdicts, List<Discovery.Problem> problems) {
    public Verification {
        verdicts = List.copyOf(verdicts);
        problems = List.copyOf(problems);
    }

    /**
     * Compares all groups that the sources have now and that are wanted. Nobody should work on them meanwhile.
     *
     * @param wanted groups, all if empty; problems of others are left out
     */
    public static Verification of(CacheEngine engine, Set<GroupId> wanted) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Discovery.Problem> problems = new ArrayList<>();
        for (Map.Entry<Source, Discovery> found : engine.discover().entrySet()) {
            found.getValue().problems().stream()
                    .filter(problem -> concerns(problem, wanted))
                    .forEach(problems::add);
            for (SourceGroup group : found.getValue().groups()) {
                if (wanted.isEmpty() || wanted.contains(group.id())) {
                    verify(engine, found.getKey(), group, verdicts, problems);
                }
            }
        }
        return new Verification(verdicts, problems);
    }

    private static boolean concerns(Discovery.Problem problem, Set<GroupId> wanted) {
        return wanted.isEmpty()
                || wanted.stream()
                        .anyMatch(group -> problem.subject().equals(group.server())
                                || problem.subject().contains(group.toString()));
    }

    private static void verify(
            CacheEngine engine,
            Source source,
            SourceGroup group,
            List<Verdict> verdicts,
            List<Discovery.Problem> problems) {
        try {
            verdicts.add(new GroupVerifier(engine.store(), source, group).verify());
        } catch (CacheException e) {
            problems.add(new Discovery.Problem(group.id().toString(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            String message = "it cannot be compared: " + e + ", a fault of this program";
            problems.add(new Discovery.Problem(group.id().toString(), message));
        }
    }

    /** Whether every group could be compared and equals its source. */
    public boolean equal() {
        return problems.isEmpty() && verdicts.stream().allMatch(Verdict::equal);
    }
}
