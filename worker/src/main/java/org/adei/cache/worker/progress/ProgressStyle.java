package org.adei.cache.worker.progress;

import java.io.PrintStream;
import java.util.Locale;

/** How progress is shown. */
public enum ProgressStyle {
    /** Bars on a terminal, lines elsewhere. */
    AUTO,
    /** One bar per group. */
    BAR,
    /** A line when a group starts, every few seconds, and when it ends. */
    LINES,
    /** Notes and failures only. */
    NONE;

    /**
     * Opens the listener of a run.
     *
     * @param terminal whether a human looks at {@code out}
     */
    public ProgressListener open(PrintStream out, boolean terminal) {
        return switch (this) {
            case AUTO -> terminal ? new BarProgress(out) : new LineProgress(out, true);
            case BAR -> new BarProgress(out);
            case LINES -> new LineProgress(out, true);
            case NONE -> new LineProgress(out, false);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
