package org.adei.cache.worker;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.adei.cache.worker.progress.ProgressListener;
import org.adei.cache.worker.progress.ProgressStyle;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes. */
record Output(PrintWriter out, PrintWriter err) {
    static Output of(CommandSpec spec) {
        return new Output(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** Shows a run on standard error, whatever the other output goes to. */
    ProgressListener progress(ProgressStyle style) {
        PrintStream stream = System.err;
        return style.open(stream, System.console() != null);
    }
}
