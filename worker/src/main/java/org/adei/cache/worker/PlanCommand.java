package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.scheduler.DryRun;
import org.adei.cache.settings.Setup;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.work.LaneName;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.ProblemText;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the leader would do. */
@Command(
        name = "plan",
        description = {
            "Ask the sources and show what would be put into the queue, in which order, without putting it there.",
            "Newest rows that workers follow, and what is in the queue already, are no part of it."
        })
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
        TextTable table = new TextTable(
                "GROUP",
                "LANE",
                "CHANNELS",
                "PRIORITY",
                "ORDER",
                "NEWEST",
                "IN QUEUE",
                "SLICES",
                "NOW",
                "TURN",
                "FROM (UTC)",
                "TO (UTC)");
        List<String> problems = new ArrayList<>();
        try (CacheEngine engine = CacheEngine.open(setup)) {
            List<DryRun.Asked> groups = ask(engine, output, problems);
            boolean followers = Operator.of(engine).present().stream().anyMatch(worker -> worker.has(LaneName.CURRENT));
            new DryRun(setup, engine.store(), engine.queue())
                    .plan(groups, followers)
                    .forEach(line -> row(table, line));
        }
        output.out().print(table.text());
        output.out().flush();
        problems.forEach(problem -> output.err().println(problem));
        return problems.isEmpty() ? AdeiCache.DONE : AdeiCache.FAILED;
    }

    private static List<DryRun.Asked> ask(CacheEngine engine, Output output, List<String> problems) {
        List<DryRun.Asked> groups = new ArrayList<>();
        for (Map.Entry<Source, Discovery> found : engine.discover().entrySet()) {
            found.getValue().notes().forEach(note -> output.err().println("note: " + note));
            found.getValue().problems().forEach(problem -> problems.add(ProblemText.of(problem)));
            for (SourceGroup group : found.getValue().groups()) {
                try {
                    groups.add(new DryRun.Asked(group, found.getKey().extent(group)));
                } catch (CacheException e) {
                    problems.add(ProblemText.of(group.id().toString(), String.valueOf(e.getMessage())));
                }
            }
        }
        return groups;
    }

    private static void row(TextTable table, DryRun.Line line) {
        List<Interval> slices = line.slices();
        table.row(
                line.group().id(),
                line.lane(),
                line.group().channels().size(),
                line.order().priority(),
                line.order().order().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                line.followed() ? "followed" : "-",
                Figures.count(line.queued()),
                Figures.count(slices.size()),
                Figures.count(line.now()),
                line.turn() == 0 ? "-" : Figures.count(line.turn()),
                slices.stream()
                        .mapToLong(Interval::from)
                        .boxed()
                        .min(Long::compare)
                        .map(Figures::time)
                        .orElse("-"),
                slices.stream()
                        .mapToLong(Interval::to)
                        .boxed()
                        .max(Long::compare)
                        .map(Figures::time)
                        .orElse("-"));
    }
}
