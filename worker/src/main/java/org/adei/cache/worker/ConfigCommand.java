package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.settings.SetupFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a configuration without connecting to anything. */
@Command(name = "config", description = "Check the configuration and print it with secrets masked.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        config.load();
        spec.commandLine().getOut().print(SetupFile.masked(config.file()));
        spec.commandLine().getOut().flush();
        return AdeiCache.DONE;
    }
}
