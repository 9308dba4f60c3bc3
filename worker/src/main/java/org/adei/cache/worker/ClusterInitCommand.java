package org.adei.cache.worker;

import java.util.List;
import java.util.concurrent.Callable;
import org.adei.cache.replication.bootstrap.SettingProblem;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a cluster out of installed servers. */
@Command(
        name = "init",
        description = "Check the settings of all servers, make accounts with the least rights and start replication.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterInitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Setup setup = config.load();
        List<SettingProblem> weak = new ClusterInit(
                        ClusterOption.of(setup, config),
                        ClusterInit.Schemas.of(setup.cache()),
                        line -> output.out().println(line))
                .run();
        weak.forEach(problem -> output.out().println("Could be better: " + problem));
        output.out().println("Done");
        output.out().flush();
        return AdeiCache.DONE;
    }
}
