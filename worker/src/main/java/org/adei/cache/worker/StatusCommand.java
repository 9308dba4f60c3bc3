package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.Batch.RejectedRow;
import org.adei.cache.worker.status.AskedSources;
import org.adei.cache.worker.status.GroupLine;
import org.adei.cache.worker.status.StatusJson;
import org.adei.cache.worker.status.StatusReader;
import org.adei.cache.worker.status.StatusReport;
import org.adei.cache.worker.status.StatusText;
import org.adei.cache.worker.text.RejectedText;
import org.adei.cache.worker.text.StatusTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who works, how far groups are, what is cached and what is wrong. */
@Command(
        name = "status",
        description = {
            "Show workers, lanes, sources and groups: how far they are, what is stopped, what is wrong.",
            "With --watch again every second until interrupted: in place on a terminal, a line each elsewhere."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class StatusCommand implements Callable<Integer> {
    private static final int JSON_REJECTED = 100;
    private static final long SOURCES_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final String CLEAR = "\033[H\033[2J";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--watch", description = "Look again every second until interrupted.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON; with --watch an object a line.")
    private boolean json;

    @Override
    public Integer call() {
        Setup setup = config.load();
        CountDownLatch stopped = new CountDownLatch(1);
        try (CacheEngine engine = config.open();
                AskedSources sources = new AskedSources(engine.sources())) {
            StatusReader reader = new StatusReader(setup, engine, sources);
            sources.await(SOURCES_MILLIS);
            if (watch) {
                return Shutdown.guard(stopped::countDown, () -> again(reader, stopped));
            }
            StatusReport report = reader.read();
            if (report.isCatchingUp()) {
                stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                report = reader.read();
            }
            once(engine, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SkipException("interrupted before the status was read", e);
        }
        return AdeiCache.DONE;
    }

    /** A cache that is out of reach for a while is said, and looked at again. */
    private int again(StatusReader reader, CountDownLatch stopped) {
        Output output = Output.of(spec);
        boolean terminal = System.console() != null;
        try {
            do {
                try {
                    output.out().print(shown(reader.read(), terminal));
                } catch (CacheException e) {
                    output.out().println("problem: " + e.getMessage());
                }
                output.out().flush();
            } while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return AdeiCache.DONE;
    }

    private String shown(StatusReport report, boolean terminal) {
        if (json) {
            return Json.line(StatusJson.of(
                            report,
                            report.groups().stream().map(StatusJson::group).toList()))
                    + "\n";
        }
        return terminal ? CLEAR + StatusText.text(report) : StatusText.line(report) + "\n";
    }

    private void once(CacheEngine engine, StatusReport report) {
        Output output = Output.of(spec);
        List<GroupStatus> groups = engine.status();
        if (json) {
            Json.print(output.out(), StatusJson.of(report, asJson(engine, report, groups)));
            return;
        }
        output.out().print(StatusText.text(report));
        output.out().print("\n" + StatusTable.text(groups));
        groups.forEach(status ->
                output.out().print(RejectedText.of(status.group().id(), rejected(engine, status, RejectedText.LIMIT))));
        output.out().flush();
    }

    private static List<RejectedRow> rejected(CacheEngine engine, GroupStatus status, int limit) {
        return engine.store().reader().rejected(status.group(), limit);
    }

    private static List<?> asJson(CacheEngine engine, StatusReport report, List<GroupStatus> groups) {
        Map<GroupId, GroupLine> lines = new HashMap<>();
        report.groups().forEach(line -> lines.put(line.cached().id(), line));
        List<Object> all = new ArrayList<>();
        for (GroupStatus status : groups) {
            GroupLine line = lines.get(status.group().id());
            Map<String, @Nullable Object> group = line == null ? Json.object() : StatusJson.group(line);
            group.putAll(asJson(engine, status));
            all.add(group);
        }
        return all;
    }

    private static Map<String, @Nullable Object> asJson(CacheEngine engine, GroupStatus status) {
        List<?> rejected = rejected(engine, status, JSON_REJECTED).stream()
                .map(row -> Json.object("row", row.row(), "reason", row.reason()))
                .toList();
        List<?> levels = new TreeMap<>(status.sizes())
                .entrySet().stream()
                        .map(level -> Json.object(
                                "level", level.getKey() == 0 ? "raw" : level.getKey() + "s",
                                "entries", level.getValue().entries(),
                                "bytes", level.getValue().bytes()))
                        .toList();
        List<?> covered = status.spans().stream()
                .map(span -> Json.interval(span.covered()))
                .toList();
        @Nullable
        String watermark =
                status.watermark().isPresent() ? Json.time(status.watermark().getAsLong()) : null;
        return Json.object(
                "group",
                status.group().id().toString(),
                "channels",
                status.group().channels(),
                "watermark",
                watermark,
                "covered",
                covered,
                "levels",
                levels,
                "failure",
                status.failure(),
                "rejected",
                rejected);
    }
}
