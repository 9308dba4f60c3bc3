package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Setup;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Span;
import org.adei.cache.work.SlicePlanner;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.ProblemText;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a run would do. */
@Command(name = "plan", description = "Ask the sources and show what a run would cache, without caching it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--dry-run", required = true, description = "Only show the plan.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Setup setup = config.load();
        Output output = Output.of(spec);
        TextTable table = new TextTable("GROUP", "CHANNELS", "SLICES", "FROM (UTC)", "TO (UTC)");
        List<String> problems = new ArrayList<>();
        try (CacheEngine engine = CacheEngine.open(setup)) {
            for (Map.Entry<Source, Discovery> found : engine.discover().entrySet()) {
                found.getValue().notes().forEach(note -> output.err().println("note: " + note));
                found.getValue().problems().forEach(problem -> problems.add(ProblemText.of(problem)));
                for (SourceGroup group : found.getValue().groups()) {
                    try {
                        row(table, group, slices(engine, setup, found.getKey(), group));
                    } catch (CacheException e) {
                        problems.add(ProblemText.of(group.id().toString(), String.valueOf(e.getMessage())));
                    }
                }
            }
        }
        output.out().print(table.text());
        output.out().flush();
        problems.forEach(problem -> output.err().println(problem));
        return problems.isEmpty() ? AdeiCache.DONE : AdeiCache.FAILED;
    }

    private static List<Interval> slices(CacheEngine engine, Setup setup, Source source, SourceGroup group) {
        List<Span> spans = engine.store()
                .catalogue()
                .find(group.id())
                .map(engine.store().coverage()::spans)
                .orElse(List.of());
        return SlicePlanner.plan(
                source.extent(group),
                group.limits(),
                spans,
                setup.levels().coarsest(),
                setup.tuning().sliceWindows());
    }

    private static void row(TextTable table, SourceGroup group, List<Interval> slices) {
        table.row(
                group.id(),
                group.channels().size(),
                Figures.count(slices.size()),
                slices.isEmpty() ? "-" : Figures.time(slices.get(0).from()),
                slices.isEmpty()
                        ? "-"
                        : Figures.time(slices.get(slices.size() - 1).to()));
    }
}
