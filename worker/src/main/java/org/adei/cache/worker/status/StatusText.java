package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adei.cache.control.WorkerState;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.Scrubs;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.TextTable;

/** A report for a human. Pure. */
public final class StatusText {
    private StatusText() {}

    /** Everything but sizes: who works, what lanes do, how far groups are, what is wrong. */
    public static String text(StatusReport report) {
        return head(report)
                + workers(report)
                + lanes(report)
                + groups(report)
                + following(report)
                + compared(report)
                + problems(report);
    }

    private static String head(StatusReport report) {
        int present = report.present().size();
        String who = present == 0 ? "no worker runs" : present == 1 ? "1 worker" : present + " workers";
        String lead = report.leader().map(name -> ", led by " + name).orElse("");
        return "setup " + report.setup() + ": " + who + lead + "\n";
    }

    private static String workers(StatusReport report) {
        TextTable table = new TextTable("WORKER", "HOST", "PID", "ROLES", "THREADS", "UP", "LAST BEAT");
        for (WorkerState worker : report.present()) {
            table.row(
                    worker.name(),
                    worker.worker().host(),
                    worker.worker().pid(),
                    String.join(",", worker.worker().roles()),
                    threads(worker),
                    Figures.span(worker.uptime()),
                    Figures.span(worker.beat()));
        }
        return table.isEmpty() ? "" : "\n" + table.text();
    }

    private static String threads(WorkerState worker) {
        return worker.worker().threads().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String lanes(StatusReport report) {
        TextTable table =
                new TextTable("LANE", "STATE", "WORKERS", "THREADS", "WAITING", "AT WORK", "OLDEST", "SET ASIDE");
        for (LaneName lane : LaneName.values()) {
            List<WorkerState> workers =
                    report.present().stream().filter(each -> each.has(lane)).toList();
            Backlog backlog = report.backlog(lane);
            boolean stopped = !report.control().allows(lane);
            if (workers.isEmpty() && backlog.equals(Backlog.NONE) && !stopped) {
                continue;
            }
            table.row(
                    lane,
                    stopped ? "stopped" : workers.isEmpty() ? "nobody works" : "works",
                    workers.size(),
                    workers.stream().mapToInt(each -> each.threads(lane)).sum(),
                    lane == LaneName.CURRENT ? "-" : Figures.count(backlog.waiting()),
                    lane == LaneName.CURRENT ? "-" : Figures.count(backlog.atWork()),
                    backlog.oldest().map(Figures::span).orElse("-"),
                    Figures.count(backlog.setAside()));
        }
        return table.isEmpty() ? "" : "\n" + table.text();
    }

    private static String groups(StatusReport report) {
        TextTable table = new TextTable("GROUP", "ROWS", "CACHED", "ETA", "LAG", "NEWEST CACHED (UTC)", "STATE");
        for (GroupLine group : report.groups()) {
            table.row(
                    group.id(),
                    Figures.count(group.rows()),
                    group.coverage().isPresent()
                            ? Figures.percent(group.coverage().getAsDouble())
                            : "-",
                    group.eta().map(Figures::span).orElse("-"),
                    group.lag().map(Figures::span).orElse("-"),
                    group.spans().isEmpty()
                            ? "-"
                            : Figures.watermark(group.spans()
                                    .get(group.spans().size() - 1)
                                    .covered()
                                    .to()),
                    state(report, group));
        }
        return table.isEmpty() ? "" : "\n" + table.text();
    }

    private static String state(StatusReport report, GroupLine group) {
        boolean archive = report.control().allows(LaneName.ARCHIVE, group.id());
        boolean current = report.control().allows(LaneName.CURRENT, group.id());
        if (!archive && !current) {
            return "stopped";
        }
        if (group.failure().isPresent()) {
            return "fails";
        }
        return group.spans().stream().anyMatch(span -> span.leased()) ? "works" : "idle";
    }

    private static String following(StatusReport report) {
        Map<String, int[]> counts = new TreeMap<>();
        for (GroupLine group : report.groups()) {
            if (group.by() != null) {
                counts.computeIfAbsent(group.id().server(), source -> new int[2])["push".equals(group.by()) ? 0 : 1]++;
            }
        }
        StringBuilder text = new StringBuilder();
        counts.forEach((source, count) -> {
            String reason = report.asked().unpushed().get(source);
            text.append("\nnewest rows of source ").append(source).append(": ");
            text.append(count[0]).append(" groups by push, ").append(count[1]).append(" by polling");
            text.append(
                    count[1] == 0 || reason == null ? "" : "; no push, since " + reason.replaceAll("\\p{Cntrl}", "?"));
        });
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    /** Nothing before the first group was compared as a whole. */
    private static String compared(StatusReport report) {
        List<Duration> ages = new ArrayList<>();
        long healed = 0;
        for (GroupLine group : report.groups()) {
            Scrubs.Scrubbed scrub = group.scrub();
            healed += scrub == null ? 0 : scrub.healed();
            if (scrub != null && scrub.age() != null) {
                ages.add(scrub.age());
            }
        }
        return ages.isEmpty() && healed == 0
                ? ""
                : "\ncompared with their sources: " + ages.size() + " of "
                        + report.groups().size() + " groups"
                        + (ages.isEmpty() ? "" : ", the longest " + Figures.span(Collections.max(ages)) + " ago")
                        + "; " + Figures.count(healed) + " windows had changed there and were cached anew\n";
    }

    private static String problems(StatusReport report) {
        StringBuilder text = new StringBuilder();
        for (Problems.Problem problem : Problems.of(report)) {
            text.append(text.isEmpty() ? "\n" : "");
            text.append(line(problem)).append('\n');
        }
        return text.toString();
    }

    private static String line(Problems.Problem problem) {
        String head = problem.kind().equals("stopped") ? "stopped" : "problem";
        String message = problem.message().replaceAll("\\p{Cntrl}", "?");
        return head + ": " + subject(problem) + message;
    }

    private static String subject(Problems.Problem problem) {
        String kind = problem.kind();
        String prefix = kind.startsWith("worker") || kind.equals("planning")
                ? "worker "
                : kind.startsWith("source") ? "source " : "";
        return prefix + problem.subject() + ": ";
    }

    /** One line for a log: how many, how far, what is worst. */
    public static String line(StatusReport report) {
        List<Problems.Problem> problems = Problems.of(report);
        long waiting = 0;
        for (LaneName lane : LaneName.values()) {
            waiting += report.backlog(lane).waiting() + report.backlog(lane).atWork();
        }
        String coverage = coverage(report);
        String lag = report.groups().stream()
                .flatMap(group -> group.lag().stream())
                .max(java.time.Duration::compareTo)
                .map(Figures::span)
                .orElse("-");
        return "workers " + report.present().size() + "  groups "
                + report.groups().size() + "  cached " + coverage
                + "  worst lag " + lag + "  queue " + Figures.count(waiting) + "  problems " + problems.size()
                + (problems.isEmpty() ? "" : "  first " + line(problems.get(0)));
    }

    private static String coverage(StatusReport report) {
        double covered = 0;
        double all = 0;
        for (GroupLine group : report.groups()) {
            if (group.known().isPresent()) {
                covered += group.covered();
                all += group.covered() + group.missing();
            }
        }
        return all == 0 ? "-" : Figures.percent(covered / all);
    }
}
