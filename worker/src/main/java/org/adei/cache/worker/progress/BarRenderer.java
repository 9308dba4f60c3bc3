package org.adei.cache.worker.progress;

import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** {@code name  [#####.....] 45 %  123,456 rows  12,345 rows/s  ETA 0:12}, shortened to what the terminal has. */
final class BarRenderer implements ProgressBarRenderer {
    private static final int NAME = 36;
    private static final int TAIL = 60;
    private static final int LEAST_BAR = 5;
    private static final int MOST_BAR = 30;

    @Override
    public String render(ProgressState state, int maxLength) {
        return line(
                state.getTaskName(), state.getNormalizedProgress(), String.valueOf(state.getExtraMessage()), maxLength);
    }

    static String line(String task, double fraction, String message, int maxLength) {
        String name = task.length() > NAME ? ".." + task.substring(task.length() - NAME + 2) : task;
        String head = name + " ".repeat(NAME - name.length()) + " [";
        String tail = "] " + message.strip();
        int room = Math.max(LEAST_BAR, Math.min(MOST_BAR, maxLength - head.length() - tail.length()));
        int done = (int) Math.round(Math.max(0, Math.min(1, fraction)) * room);
        // spaces wipe out what is left of a longer line
        String text = head
                + "#".repeat(done)
                + ".".repeat(room - done)
                + tail
                + " ".repeat(Math.max(0, TAIL - tail.length()));
        return text.length() > maxLength ? text.substring(0, Math.max(0, maxLength)) : text;
    }
}
