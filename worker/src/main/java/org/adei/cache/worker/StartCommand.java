package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.control.Target;
import org.adei.cache.engine.CacheEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets work on a setup, a lane or a group go on, everywhere. */
@Command(
        name = "start",
        description = {
            "Let go on what was stopped: the whole setup, a lane or a group.",
            "What else is stopped by itself inside of it stays so."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class StartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private TargetOption option;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Target target = option.target();
        Output output = Output.of(spec);
        try (CacheEngine engine = config.open()) {
            TargetOption.requireKnown(engine, target);
            Operator operator = Operator.of(engine);
            operator.board().start(target, operator.name());
            int workers = operator.present().size();
            if (json) {
                Json.print(
                        output.out(), Json.object("target", target.toString(), "stopped", false, "workers", workers));
            } else {
                output.out().println(target + " may work; " + Operator.followers(workers));
            }
            Operator.awaitCopy(engine, spec);
        }
        return AdeiCache.DONE;
    }
}
