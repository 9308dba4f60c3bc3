package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.control.Target;
import org.adei.cache.engine.CacheEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops work on a setup, a lane or a group, everywhere. */
@Command(
        name = "stop",
        description = {
            "Stop caching: the whole setup, a lane or a group, in all processes.",
            "What is at work ends after its batch and is given back; processes stay up. `start` lets it go on."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class StopCommand implements Callable<Integer> {
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
            operator.board().stop(target, operator.name());
            int workers = operator.present().size();
            if (json) {
                Json.print(output.out(), Json.object("target", target.toString(), "stopped", true, "workers", workers));
            } else {
                output.out().println(target + " is stopped; " + Operator.followers(workers));
            }
            Operator.awaitCopy(engine, spec);
        }
        return AdeiCache.DONE;
    }
}
