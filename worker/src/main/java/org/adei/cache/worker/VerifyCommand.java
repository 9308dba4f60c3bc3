package org.adei.cache.worker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.GroupId;
import org.adei.cache.worker.verify.Verdict;
import org.adei.cache.worker.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the cache with the sources. */
@Command(
        name = "verify",
        description = "Compute everything again from the sources, naively, and compare it with the cache.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--group",
            paramLabel = "SERVER/DATABASE/GROUP",
            description = "Only this group; may be given several times.")
    private List<String> groups = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Set<GroupId> wanted = groups.stream().map(GroupOption::group).collect(Collectors.toSet());
        Output output = Output.of(spec);
        try (CacheEngine engine = config.open()) {
            Verification verification = Verification.of(engine, wanted);
            requireAll(wanted, verification);
            if (json) {
                Json.print(output.out(), VerifyText.json(verification));
            } else {
                output.out().print(VerifyText.text(verification));
                output.out().flush();
            }
            return verification.equal() ? AdeiCache.DONE : AdeiCache.FAILED;
        }
    }

    private static void requireAll(Set<GroupId> wanted, Verification verification) {
        Set<GroupId> absent = new HashSet<>(wanted);
        verification.verdicts().stream().map(Verdict::group).forEach(absent::remove);
        if (!absent.isEmpty() && verification.problems().isEmpty()) {
            throw new ConfigurationException("--group: the sources have no group " + absent
                    + ": expected some of those that `plan --dry-run` lists");
        }
    }
}
