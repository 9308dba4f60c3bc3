package org.adei.cache.worker.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.control.ControlEntry;
import org.adei.cache.control.Target;
import org.adei.cache.control.WorkerState;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.QuarantinedItem;
import org.adei.cache.scheduler.Scheduler;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceState;
import org.adei.cache.worker.text.Figures;

/** What an operator should know at once, the worst first. Pure. */
final class Problems {
    private Problems() {}

    /**
     * One of them.
     *
     * @param kind a word for programs
     * @param subject what it is about
     * @param message for a human, with what to do
     */
    record Problem(String kind, String subject, String message) {}

    static List<Problem> of(StatusReport report) {
        List<Problem> all = new ArrayList<>();
        report.crew().workers().forEach(worker -> worker(worker, all));
        boolean led = report.leader().isPresent();
        if (!led
                && report.present().stream()
                        .anyMatch(each -> each.worker().roles().contains("scheduler"))) {
            all.add(new Problem("no-leader", "setup", "nobody leads; one who is there takes the lead within 3 s"));
        } else if (!led && !report.present().isEmpty()) {
            all.add(new Problem("no-leader", "setup", "no worker has the role scheduler: run one that has"));
        }
        report.sources().stream().filter(each -> !each.reachable()).forEach(each -> all.add(down(each)));
        report.sources().stream()
                .filter(each -> each.reachable() && !each.message().isEmpty())
                .forEach(each -> all.add(new Problem("source-problem", each.name(), each.message())));
        asked(report, all);
        for (LaneName lane : LaneName.values()) {
            queue(lane, report.backlog(lane), report.work().limit(), all);
        }
        report.work().aside().forEach(each -> all.add(aside(each)));
        report.groups()
                .forEach(group -> group.failure()
                        .ifPresent(message ->
                                all.add(new Problem("group", group.id().toString(), message))));
        report.control().stopped().forEach(entry -> all.add(stopped(entry)));
        return all;
    }

    /** What the leader has not said already. */
    private static void asked(StatusReport report, List<Problem> all) {
        Set<String> down = report.sources().stream()
                .filter(each -> !each.reachable())
                .map(SourceState::name)
                .collect(Collectors.toSet());
        report.asked().unreachable().forEach((name, message) -> {
            if (!down.contains(name)) {
                all.add(new Problem("source-unreachable", name, "it cannot be asked from here: " + message));
            }
        });
        report.asked().slow().stream()
                .filter(name -> !down.contains(name))
                .forEach(name -> all.add(new Problem(
                        "source-slow",
                        name,
                        "it is slow: asked from here for its groups and rows it has not answered yet; what it has more"
                                + " than the cache is not known here")));
    }

    private static void queue(LaneName lane, Backlog backlog, int limit, List<Problem> all) {
        long open = backlog.waiting() + backlog.atWork();
        if (open >= limit) {
            all.add(new Problem(
                    "queue-full",
                    "lane " + lane,
                    Figures.count(open)
                            + " items are in the queue, as many as schedule.queue lets in: the rest is planned"
                            + " as they are done; more workers or threads do them faster"));
        }
        if (backlog.setAside() > 0) {
            all.add(new Problem(
                    "quarantine",
                    "lane " + lane,
                    Figures.count(backlog.setAside())
                            + " items are set aside: `retry --list` says why, `retry` puts them back"));
        }
    }

    private static Problem aside(StatusReport.Aside aside) {
        QuarantinedItem item = aside.item();
        Interval slice = item.item().interval();
        return new Problem(
                "quarantine",
                aside.group(),
                "from " + Figures.time(slice.from()) + " to " + Figures.time(slice.to()) + " it is set aside after "
                        + item.attempts() + " attempts: " + item.reason()
                        + (item.row().isEmpty() ? "" : "; at the row " + item.row()) + "; mend it, then `retry --group "
                        + aside.group() + "`");
    }

    private static void worker(WorkerState worker, List<Problem> all) {
        String beat = Figures.span(worker.beat());
        switch (worker.condition()) {
            case WORKING -> {}
            case SILENT ->
                all.add(new Problem(
                        "worker-silent",
                        worker.name(),
                        "it has not beaten for " + beat
                                + ": it is frozen, or its machine is overloaded; others take over what it holds"));
            case GONE ->
                all.add(new Problem(
                        "worker-gone",
                        worker.name(),
                        "it ended without saying so, " + beat
                                + " after its last beat at the latest; others have taken over what it held"));
        }
        if (worker.counts() && !worker.message().isEmpty()) {
            String kind = worker.message().startsWith(Scheduler.HELD_UP) ? "planning" : "worker";
            all.add(new Problem(kind, worker.name(), worker.message()));
        }
    }

    private static Problem down(SourceState source) {
        return new Problem(
                "source-down",
                source.name(),
                source.message() + "; failed " + source.failures() + " times in a row, asked again in "
                        + Figures.span(source.next()));
    }

    private static Problem stopped(ControlEntry entry) {
        String option = entry.target() instanceof Target.Setup
                ? ""
                : " --" + entry.target().kind() + " " + entry.target().name();
        return new Problem(
                "stopped",
                entry.target().toString(),
                "stopped by " + entry.by() + " " + Figures.span(entry.age()) + " ago; `start" + option
                        + "` lets it go on");
    }
}
