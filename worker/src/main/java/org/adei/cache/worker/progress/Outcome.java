package org.adei.cache.worker.progress;

import org.adei.cache.engine.GroupResult;
import org.adei.cache.worker.text.Figures;
import org.jspecify.annotations.Nullable;

/** The line that ends a group. */
final class Outcome {
    private Outcome() {}

    static String text(GroupResult result, @Nullable Pace pace, long nanoTime) {
        String rows = pace == null || result.rows() == 0
                ? Figures.count(result.rows()) + " new rows"
                : pace.at(1, result.rows()).total(nanoTime);
        String rejected = result.rejected() == 0 ? "" : ", " + Figures.count(result.rejected()) + " rows left out";
        return result.group() + ": "
                + result.problem()
                        .map(problem -> "FAILED after " + rows + ": " + problem)
                        .orElse("done, " + rows)
                + rejected;
    }
}
