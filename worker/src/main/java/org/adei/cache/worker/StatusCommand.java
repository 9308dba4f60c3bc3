package org.adei.cache.worker;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.store.Batch.RejectedRow;
import org.adei.cache.store.CacheReader.LevelSize;
import org.adei.cache.worker.text.RejectedText;
import org.adei.cache.worker.text.StatusTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is cached. */
@Command(name = "status", description = "Show what is cached, per group and level.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class StatusCommand implements Callable<Integer> {
    private static final int JSON_REJECTED = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        try (CacheEngine engine = config.open()) {
            List<GroupStatus> groups = engine.status();
            if (json) {
                Json.print(
                        output.out(),
                        Json.object(
                                "groups",
                                groups.stream()
                                        .map(status -> asJson(engine, status))
                                        .toList()));
            } else {
                output.out().print(StatusTable.text(groups));
                groups.forEach(status -> output.out()
                        .print(RejectedText.of(status.group().id(), rejected(engine, status, RejectedText.LIMIT))));
                output.out().flush();
            }
        }
        return AdeiCache.DONE;
    }

    private static TreeMap<Integer, LevelSize> levels(GroupStatus status) {
        return new TreeMap<>(status.sizes());
    }

    private static String level(int seconds) {
        return seconds == 0 ? "raw" : seconds + "s";
    }

    private static List<RejectedRow> rejected(CacheEngine engine, GroupStatus status, int limit) {
        return engine.store().reader().rejected(status.group(), limit);
    }

    private static Object asJson(CacheEngine engine, GroupStatus status) {
        List<?> rejected = rejected(engine, status, JSON_REJECTED).stream()
                .map(row -> Json.object("row", row.row(), "reason", row.reason()))
                .toList();
        List<?> levels = levels(status).entrySet().stream()
                .map(level -> Json.object(
                        "level", level(level.getKey()),
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
