package org.adei.cache.worker;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.adei.cache.control.ControlEntry;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes how many threads a lane has, everywhere. */
@Command(
        name = "scale",
        description = {
            "Say how many threads a lane has over all processes together.",
            "They share them evenly, and anew whenever one comes or goes."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ScaleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--lane", required = true, paramLabel = "LANE", description = "The lane: current, archive or log.")
    private LaneName lane;

    @Option(names = "--threads", paramLabel = "N", description = "Threads over all processes; at most 64 in each.")
    private @Nullable Integer threads;

    @Option(names = "--reset", description = "Let each process have as many as it is configured to.")
    private boolean reset;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        OptionalInt total = total();
        Output output = Output.of(spec);
        try (CacheEngine engine = config.open()) {
            Operator operator = Operator.of(engine);
            operator.board().scale(lane, total, operator.name());
            int workers = (int)
                    operator.present().stream().filter(each -> each.has(lane)).count();
            if (json) {
                Json.print(output.out(), Json.object("lane", lane.toString(), "threads", threads, "workers", workers));
            } else {
                String said =
                        total.isPresent() ? " has " + threads + " threads over all processes; " : " is as configured; ";
                output.out().println("lane " + lane + said + Operator.followers(workers));
            }
            Operator.awaitCopy(engine, spec);
        }
        return AdeiCache.DONE;
    }

    private OptionalInt total() {
        Integer given = threads;
        if (reset == (given != null)) {
            throw new ConfigurationException("--threads: expected either a number of threads or --reset");
        }
        if (given == null) {
            return OptionalInt.empty();
        }
        if (given < 0 || given > ControlEntry.MOST_THREADS) {
            throw new ConfigurationException("--threads is " + given + ": expected 0 to " + ControlEntry.MOST_THREADS);
        }
        return OptionalInt.of(given);
    }
}
