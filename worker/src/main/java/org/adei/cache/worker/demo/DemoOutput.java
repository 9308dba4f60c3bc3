package org.adei.cache.worker.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.engine.RunReport;
import org.adei.cache.query.QueryResult;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.recordings.Recording;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.Plot;
import org.adei.cache.worker.text.ProblemText;
import org.adei.cache.worker.text.StatusTable;
import org.adei.cache.worker.text.TextTable;
import org.adei.cache.worker.verify.Difference;
import org.adei.cache.worker.verify.Verdict;
import org.adei.cache.worker.verify.Verification;

/** What the demo says. */
final class DemoOutput {
    private static final int PLOT_HEIGHT = 10;

    private final PrintWriter out;

    DemoOutput(PrintWriter out) {
        this.out = out;
    }

    void server(LocalMariaDb server, Duration took) {
        say("Server    MariaDB " + server.binaries().version() + " at 127.0.0.1:" + server.port()
                + ", loopback only, up in " + seconds(took) + "; every commit is synced");
    }

    void source(Path config) {
        say("Source    schema " + DemoServer.SOURCE_SCHEMA + ": two recordings and " + Figures.count(Vibration.ROWS)
                + " made-up rows of " + Vibration.CHANNELS + " channels with fractions of a second and NULLs;");
        say("          one CSV file with a weather station");
        for (Recording recording : Recording.values()) {
            say("          " + recording.fileName() + ": " + recording.attribution());
        }
    }

    void caching() {
        say("Caching   levels 10s, 60s, 600s, 3600s, 43200s and raw rows");
        out.flush();
    }

    void cached(RunReport report, Duration took, List<GroupStatus> status) {
        report.problems().forEach(problem -> say(ProblemText.of(problem)));
        say("          " + Figures.count(report.rows()) + " rows in " + seconds(took));
        say("");
        out.print(StatusTable.text(status));
        say("");
    }

    void verified(Verification verification) {
        say("Verify    everything computed again from the sources, naively and with exact sums:");
        TextTable table = new TextTable("GROUP", "RAW ROWS", "WINDOWS", "DIFFERENCES", "DIGEST");
        for (Verdict verdict : verification.verdicts()) {
            table.row(
                    verdict.group(),
                    Figures.count(verdict.rows()),
                    Figures.count(verdict.windows()),
                    Figures.count(verdict.differences().count()),
                    verdict.digest().substring(0, Math.min(16, verdict.digest().length())) + "..");
        }
        out.print(table.text());
        for (Verdict verdict : verification.verdicts()) {
            for (Difference difference : verdict.differences().first()) {
                say("DIFFERS: " + verdict.group() + " " + difference);
            }
        }
        verification.problems().forEach(problem -> say(ProblemText.of(problem)));
        say("");
    }

    void query(QueryResult result) {
        int width = DemoQuery.POINTS;
        say("Query     " + result.group() + ", channel " + DemoQuery.CHANNEL + " (" + Plot.legend() + ")");
        out.print(Plot.draw(result.samples(), 0, result.interval(), width, PLOT_HEIGHT));
        TextTable table = new TextTable("PART FROM (UTC)", "TO (UTC)", "LEVEL", "WHERE FROM");
        result.parts()
                .forEach(part -> table.row(
                        Figures.watermark(part.interval().from()),
                        Figures.watermark(part.interval().to()),
                        part.levelText(),
                        part.origin().text()));
        out.print(table.text());
        say("");
    }

    void pace(long pace, long singleRows) {
        say("Pace      " + Figures.count(pace) + " rows/s of " + Vibration.CHANNELS
                + " channels with raw rows and five levels, reading the source included, other groups beside it;");
        say("          " + Figures.count(singleRows) + " rows/s inserting one by one, raw rows alone, same server: "
                + String.format(Locale.ROOT, "%.0f", (double) pace / Math.max(1, singleRows)) + " times slower");
    }

    void places(LocalMariaDb server, DemoFolder folder, Path config, boolean keep) {
        say("");
        if (!keep) {
            say("Where     data were in " + server.folder() + ", the rest in " + folder.path()
                    + "; both are deleted now (--keep leaves them)");
            return;
        }
        say("Where     data       " + server.folder());
        say("          config     " + config);
        say("          connect    mariadb -h 127.0.0.1 -P " + server.port() + " -u " + DemoServer.CACHER + " -p\"$(cat "
                + folder.file("password") + ")\" " + DemoServer.CACHE_SCHEMA);
        say("          try        ./adei-cache status --config " + config);
        say("                     ./adei-cache query --config " + config + " --group " + DemoQuery.GROUP);
        say("          stop       kill " + server.pid() + "; rm -r " + folder.path());
    }

    void end(boolean good, Duration took) {
        say((good ? "Done" : "FAILED") + " in " + seconds(took));
        out.flush();
    }

    private void say(String line) {
        out.println(line);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
