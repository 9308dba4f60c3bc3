package org.adei.cache.worker.status;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.control.ControlEntry;
import org.adei.cache.control.Target;
import org.adei.cache.control.WorkerState;
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
        report.unreachable().forEach((name, message) -> {
            if (report.sources().stream()
                    .allMatch(each -> each.reachable() || !each.name().equals(name))) {
                all.add(new Problem("source-unreachable", name, "it cannot be asked from here: " + message));
            }
        });
        for (LaneName lane : LaneName.values()) {
            long aside = report.backlog(lane).setAside();
            if (aside > 0) {
                all.add(new Problem(
                        "quarantine",
                        "lane " + lane,
                        Figures.count(aside)
                                + " items are set aside: `retry --list` says why, `retry` puts them back"));
            }
        }
        report.groups()
                .forEach(group -> group.failure()
                        .ifPresent(message ->
                                all.add(new Problem("group", group.id().toString(), message))));
        report.control().stopped().forEach(entry -> all.add(stopped(entry)));
        return all;
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
            all.add(new Problem("worker", worker.name(), worker.message()));
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
