package org.adei.cache.worker.text;

import java.util.List;
import org.adei.cache.model.GroupId;
import org.adei.cache.store.Batch.RejectedRow;

/** The rows of a group that were left out, the newest first. */
public final class RejectedText {
    /** Rows to ask for: one more than are shown, to know whether there are more. */
    public static final int LIMIT = 4;

    private RejectedText() {}

    /** One line per row; empty if there are none. */
    public static String of(GroupId group, List<RejectedRow> rows) {
        StringBuilder text = new StringBuilder();
        for (RejectedRow row : rows.subList(0, Math.min(rows.size(), LIMIT - 1))) {
            text.append("left out: ")
                    .append(group)
                    .append(": ")
                    .append(row.row())
                    .append(": ");
            text.append(row.reason()).append('\n');
        }
        return rows.size() < LIMIT ? text.toString() : text + "left out: " + group + ": and more rows\n";
    }
}
