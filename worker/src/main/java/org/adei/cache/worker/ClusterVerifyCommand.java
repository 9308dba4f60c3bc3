package org.adei.cache.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the servers. */
@Command(
        name = "verify",
        description = "Compare every row of each replica with the master's while both work on; fails if any differs.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOperationOption option;

    @Override
    public Integer call() {
        Map<String, List<String>> differences;
        try (ClusterOperations operations = option.begin()) {
            differences = operations.verify();
        }
        TextTable table = new TextTable("REPLICA", "RESULT");
        differences.forEach((name, tables) -> table.row(
                name, tables.isEmpty() ? "equal" : "differs in " + String.join(", ", tables) + ": use cluster reseed"));
        Output output = Output.of(spec);
        output.out().print(table.text());
        output.out().flush();
        return differences.values().stream().allMatch(List::isEmpty) ? AdeiCache.DONE : AdeiCache.FAILED;
    }
}
