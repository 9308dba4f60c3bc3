package org.adei.cache.worker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.source.Discovery;
import org.adei.cache.work.LaneName;
import org.adei.cache.worker.progress.ProgressListener;
import org.adei.cache.worker.progress.ProgressStyle;
import org.adei.cache.worker.run.ConfigWatch;
import org.adei.cache.worker.run.Duty;
import org.adei.cache.worker.run.Role;
import org.adei.cache.worker.run.ServerAdvice;
import org.adei.cache.worker.run.Service;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.ProblemText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Caches what the sources have, and follows what comes. */
@Command(
        name = "run",
        description = {
            "Cache everything that the sources have and follow what comes, until the process is asked to end.",
            "Any number of processes may do so at a time; they share the work."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--once", description = "End when everything is cached that the sources have now.")
    private boolean once;

    @Option(
            names = "--roles",
            split = ",",
            defaultValue = "scheduler,current,archive,log",
            paramLabel = "ROLE",
            description = "What this process does: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Role> roles;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "LANE=N",
            description = "Threads of lanes in this process, for example archive=4,current=2.")
    private Map<LaneName, Integer> threads = Map.of();

    @Option(
            names = "--name",
            defaultValue = "",
            description = "What the list of workers calls this process (default: the machine's name).")
    private String name;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    @Option(
            names = "--progress",
            defaultValue = "auto",
            description =
                    "How progress is shown on standard error: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProgressStyle progress;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        if (!once) {
            return serve(output);
        }
        try (CacheEngine engine = config.open()) {
            RunReport report = run(engine, output);
            if (json) {
                Json.print(output.out(), asJson(report));
            } else {
                print(report, output);
            }
            return report.done() ? AdeiCache.DONE : AdeiCache.FAILED;
        }
    }

    private int serve(Output output) {
        Duty duty = duty();
        ConfigWatch watch = new ConfigWatch(config.file(), config::load);
        try (ProgressListener listener = output.progress(progress)) {
            Service service = new Service(watch, duty, listener);
            return Shutdown.serve(service::stop, () -> {
                service.run();
                if (json) {
                    Json.print(output.out(), Json.object("stopped", true));
                } else {
                    output.out().println("stopped; all that was held is given back");
                }
                output.out().flush();
                return AdeiCache.DONE;
            });
        } catch (HaltException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private Duty duty() {
        try {
            return new Duty(name, roles, threads);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private RunReport run(CacheEngine engine, Output output) {
        try (ProgressListener listener = output.progress(progress)) {
            ServerAdvice.tell(engine, listener);
            return Shutdown.guard(engine::stop, () -> engine.runOnce(listener));
        }
    }

    private static void print(RunReport report, Output output) {
        for (Discovery.Problem problem : report.problems()) {
            output.err().println(ProblemText.of(problem));
        }
        long failed = report.groups().stream().filter(group -> !group.done()).count();
        output.out()
                .println(report.groups().size() - failed + " of "
                        + report.groups().size() + " groups complete, "
                        + Figures.count(report.rows()) + " new rows"
                        + (report.done()
                                ? ""
                                : ", " + (failed + report.problems().size()) + " problems"));
    }

    private static Object asJson(RunReport report) {
        List<?> groups = report.groups().stream().map(RunCommand::asJson).toList();
        List<?> problems = report.problems().stream()
                .map(problem -> Json.object("subject", problem.subject(), "message", problem.message()))
                .toList();
        return Json.object("done", report.done(), "rows", report.rows(), "groups", groups, "problems", problems);
    }

    private static Object asJson(GroupResult group) {
        return Json.object(
                "group", group.group().toString(),
                "done", group.done(),
                "rows", group.rows(),
                "rejected", group.rejected(),
                "failure", group.failure());
    }
}
