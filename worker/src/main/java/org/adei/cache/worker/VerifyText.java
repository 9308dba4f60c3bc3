package org.adei.cache.worker;

import java.util.Map;
import java.util.TreeMap;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.ProblemText;
import org.adei.cache.worker.text.TextTable;
import org.adei.cache.worker.verify.Difference;
import org.adei.cache.worker.verify.Verdict;
import org.adei.cache.worker.verify.Verification;

/** The outcome of a comparison for a human and for a program. */
final class VerifyText {
    private VerifyText() {}

    static String text(Verification verification) {
        TextTable table = new TextTable("GROUP", "RAW ROWS", "WINDOWS", "DIFFERENCES", "DIGEST");
        StringBuilder more = new StringBuilder();
        for (Verdict verdict : verification.verdicts()) {
            table.row(
                    verdict.group(),
                    Figures.count(verdict.rows()),
                    Figures.count(verdict.windows()),
                    Figures.count(verdict.differences().count()),
                    verdict.digest());
            verdict.notes()
                    .forEach(note -> more.append("note: ")
                            .append(verdict.group())
                            .append(": ")
                            .append(note)
                            .append('\n'));
            differences(verdict, more);
        }
        verification
                .problems()
                .forEach(problem -> more.append(ProblemText.of(problem)).append('\n'));
        String summary = verification.equal()
                ? "equal: every figure of the cache is what the sources give\n"
                : "FAILED: the cache differs from its sources, or could not be compared\n";
        return table.text() + more + summary;
    }

    private static void differences(Verdict verdict, StringBuilder text) {
        if (verdict.equal()) {
            return;
        }
        TextTable table = new TextTable("LEVEL", "TIME (UTC)", "WHAT", "SOURCE GIVES", "CACHE HAS");
        for (Difference difference : verdict.differences().first()) {
            table.row(
                    level(difference.level()),
                    Figures.time(difference.time()),
                    difference.subject(),
                    difference.expected(),
                    difference.found());
        }
        long count = verdict.differences().count();
        int shown = verdict.differences().first().size();
        text.append(verdict.group()).append(": ").append(Figures.count(count)).append(" differences");
        text.append(shown < count ? ", the first " + shown + ":\n" : ":\n").append(table.text());
    }

    private static String level(int seconds) {
        return seconds == 0 ? "raw" : seconds + "s";
    }

    static Object json(Verification verification) {
        return Json.object(
                "equal", verification.equal(),
                "groups", verification.verdicts().stream().map(VerifyText::json).toList(),
                "problems",
                        verification.problems().stream()
                                .map(problem -> Json.object("subject", problem.subject(), "message", problem.message()))
                                .toList());
    }

    private static Object json(Verdict verdict) {
        Map<String, Long> compared = new TreeMap<>();
        verdict.compared().forEach((level, count) -> compared.put(level(level), count));
        return Json.object(
                "group", verdict.group().toString(),
                "equal", verdict.equal(),
                "compared", compared,
                "digest", verdict.digest(),
                "differences", verdict.differences().count(),
                "first",
                        verdict.differences().first().stream()
                                .map(VerifyText::json)
                                .toList(),
                "notes", verdict.notes());
    }

    private static Object json(Difference difference) {
        return Json.object(
                "level", level(difference.level()),
                "time", Json.time(difference.time()),
                "what", difference.subject(),
                "expected", difference.expected(),
                "found", difference.found());
    }
}
