package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.worker.progress.ProgressListener;
import org.adei.cache.worker.progress.ProgressStyle;
import org.adei.cache.worker.text.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives groups another layout. */
@Command(
        name = "convert",
        description = {
            "Give groups another layout while they are cached and read; by default all groups that are stored in another"
                    + " way than the configuration says.",
            "Stopped or killed, it is gone on with by the same command."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--group",
            paramLabel = "SERVER/DATABASE/GROUP",
            description = "Only this group; may be given several times.")
    private List<String> groups = List.of();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "wide, packed or both (default: what the configuration says).")
    private @Nullable String layout;

    @Option(
            names = "--progress",
            defaultValue = "auto",
            description =
                    "How progress is shown on standard error: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProgressStyle progress;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    private record Task(CachedGroup group, StorageLayout layout) {}

    private record Outcome(Task task, long rows, double seconds) {}

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Setup setup = config.load();
        List<Outcome> done = new ArrayList<>();
        try (CacheEngine engine = config.open()) {
            for (Task task : tasks(engine, setup)) {
                done.add(convert(engine, task, output));
            }
        }
        if (json) {
            List<?> all = done.stream().map(ConvertCommand::asJson).toList();
            Json.print(output.out(), Json.object("converted", all));
        } else if (done.isEmpty()) {
            output.out().println("nothing to convert: every group is stored as the configuration says");
        } else {
            done.forEach(each -> output.out().println(text(each)));
        }
        output.out().flush();
        return AdeiCache.DONE;
    }

    private List<Task> tasks(CacheEngine engine, Setup setup) {
        List<GroupId> wanted = groups.stream().map(GroupOption::group).toList();
        List<CachedGroup> known = engine.store().catalogue().groups();
        for (GroupId id : wanted) {
            if (known.stream().noneMatch(group -> group.id().equals(id))) {
                throw new ConfigurationException(
                        "--group: the cache has no group " + id + ": expected one of those that `status` lists");
            }
        }
        List<Task> tasks = new ArrayList<>();
        for (CachedGroup group : known) {
            StorageLayout target = target(setup, group);
            boolean changes =
                    group.storage().layout() != target || group.storage().target() != null;
            if ((wanted.isEmpty() ? changes : wanted.contains(group.id()))) {
                tasks.add(new Task(group, target));
            }
        }
        return tasks;
    }

    private StorageLayout target(Setup setup, CachedGroup group) {
        if (layout == null) {
            return setup.cache().layoutOf(group.id(), group.channels().size());
        }
        try {
            return StorageLayout.of(layout.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--layout: " + e.getMessage(), e);
        }
    }

    private Outcome convert(CacheEngine engine, Task task, Output output) {
        long start = System.nanoTime();
        long all = covered(engine, task.group());
        long[] rows = {0};
        GroupId id = task.group().id();
        try (ProgressListener shown = output.progress(progress)) {
            shown.started(id, new Interval(0, all));
            engine.convert(id, task.layout(), each -> {
                rows[0] += each.rows();
                shown.progressed(id, each.finished() ? 1 : Math.max(0, 1 - (double) each.left() / all), rows[0]);
            });
        }
        return new Outcome(task, rows[0], (System.nanoTime() - start) / 1e9);
    }

    /** Nanoseconds that are cached, at least one. */
    private static long covered(CacheEngine engine, CachedGroup group) {
        return Math.max(
                1,
                engine.store().coverage().spans(group).stream()
                        .map(Span::covered)
                        .mapToLong(each -> each.to() - each.from())
                        .sum());
    }

    private static String text(Outcome outcome) {
        return outcome.task().group().id() + " is " + outcome.task().layout().word() + ": "
                + Figures.count(outcome.rows()) + " rows copied in "
                + String.format(Locale.ROOT, "%.1f s", outcome.seconds());
    }

    private static Object asJson(Outcome outcome) {
        return Json.object(
                "group", outcome.task().group().id().toString(),
                "layout", outcome.task().layout().word(),
                "rows", outcome.rows(),
                "seconds", outcome.seconds());
    }
}
