package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forgets a part of the cache, so that it is made anew: by the workers that run, else by the next run. */
@Command(
        name = "recache",
        description = {
            "Forget an interval of a group, so that it is cached anew.",
            "Workers that run let go of it within 2 s and cache it again; without one the next run does."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RecacheCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--group", required = true, paramLabel = "SERVER/DATABASE/GROUP", description = "The group.")
    private String group;

    @Option(names = "--from", paramLabel = "TIME", description = "Start, UTC (default: the beginning).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, UTC (default: the end).")
    private @Nullable String to;

    @Override
    public Integer call() {
        GroupId id = GroupOption.group(group);
        Interval interval = GroupOption.interval(from, to);
        try (CacheEngine engine = config.open()) {
            Interval forgotten = engine.recache(id, interval);
            int present = Operator.of(engine).present().size();
            spec.commandLine().getOut().println("forgot " + forgotten + " of " + id + "; " + next(present));
            Operator.awaitCopy(engine, spec);
        }
        return AdeiCache.DONE;
    }

    private static String next(int workers) {
        return workers == 0 ? "the next run caches it anew" : "it is cached anew; " + Operator.followers(workers);
    }
}
