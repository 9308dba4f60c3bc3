package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adei.cache.control.ControlEntry;
import org.adei.cache.control.WorkerState;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceState;
import org.adei.cache.worker.Json;
import org.jspecify.annotations.Nullable;

/** A report for programs, as {@code docs/operations.md} describes it. Pure. */
public final class StatusJson {
    private StatusJson() {}

    /**
     * The report.
     *
     * @param groups what is said of each group, as {@link #group} gives it and maybe more
     */
    public static Map<String, @Nullable Object> of(StatusReport report, List<?> groups) {
        return Json.object(
                "setup", report.setup(),
                "leader", report.lead(),
                "workers", report.present().stream().map(StatusJson::worker).toList(),
                "lanes", lanes(report),
                "sources",
                        report.sources().stream()
                                .map(each -> source(report, each))
                                .toList(),
                "stopped",
                        report.control().stopped().stream()
                                .map(StatusJson::stopped)
                                .toList(),
                "problems",
                        Problems.of(report).stream().map(StatusJson::problem).toList(),
                "groups", groups);
    }

    /** How far one group is. */
    public static Map<String, @Nullable Object> group(GroupLine group) {
        return Json.object(
                "group",
                group.id().toString(),
                "rows",
                group.rows(),
                "cached",
                group.coverage().isPresent() ? group.coverage().getAsDouble() : null,
                "eta_s",
                seconds(group.left()),
                "lag_s",
                seconds(group.lag().orElse(null)),
                "followed_by",
                group.by(),
                "compared_s",
                group.scrub() == null ? null : seconds(group.scrub().age()),
                "healed_windows",
                group.scrub() == null ? null : group.scrub().healed(),
                "failure",
                group.problem());
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.toNanos() / 1e9;
    }

    private static Object worker(WorkerState worker) {
        Map<String, Integer> threads = new TreeMap<>();
        worker.worker().threads().forEach((lane, number) -> threads.put(lane.toString(), number));
        return Json.object(
                "name", worker.name(),
                "host", worker.worker().host(),
                "pid", worker.worker().pid(),
                "roles", worker.worker().roles(),
                "threads", threads,
                "condition", worker.condition().toString().toLowerCase(java.util.Locale.ROOT),
                "up_s", seconds(worker.uptime()),
                "beat_s", seconds(worker.beat()),
                "message", worker.message());
    }

    private static Map<String, @Nullable Object> lanes(StatusReport report) {
        Map<String, @Nullable Object> lanes = Json.object();
        for (LaneName lane : LaneName.values()) {
            List<WorkerState> workers =
                    report.present().stream().filter(each -> each.has(lane)).toList();
            Backlog backlog = report.backlog(lane);
            lanes.put(
                    lane.toString(),
                    Json.object(
                            "stopped", !report.control().allows(lane),
                            "workers", workers.size(),
                            "threads",
                                    workers.stream()
                                            .mapToInt(each -> each.threads(lane))
                                            .sum(),
                            "waiting", backlog.waiting(),
                            "at_work", backlog.atWork(),
                            "oldest_s", seconds(backlog.oldestAge()),
                            "set_aside", backlog.setAside()));
        }
        return lanes;
    }

    private static Object source(StatusReport report, SourceState source) {
        return Json.object(
                "name", source.name(),
                "reachable", source.reachable(),
                "message", source.message(),
                "failures", source.failures(),
                "groups", source.groups(),
                "no_push", report.asked().unpushed().get(source.name()),
                "next_s", seconds(source.next()));
    }

    private static Object stopped(ControlEntry entry) {
        return Json.object(
                "kind", entry.target().kind(),
                "name", entry.target().name(),
                "by", entry.by(),
                "age_s", seconds(entry.age()));
    }

    private static Object problem(Problems.Problem problem) {
        return Json.object("kind", problem.kind(), "subject", problem.subject(), "message", problem.message());
    }
}
