package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.engine.RunReport;
import org.adei.cache.worker.demo.Demo;
import org.adei.cache.worker.progress.ProgressListener;
import org.adei.cache.worker.progress.ProgressStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows everything on real recordings. */
@Command(
        name = "demo",
        description = "Start a MariaDB, cache real recordings in it, verify and show them; leaves nothing behind.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "Leave the server up and say how to connect.")
    private boolean keep;

    @Option(
            names = "--progress",
            defaultValue = "auto",
            description =
                    "How progress is shown on standard error: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProgressStyle progress;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Demo demo = new Demo(output.out(), keep);
        boolean good = Shutdown.guard(demo::stop, () -> demo.run(run -> follow(run, output)));
        return good ? AdeiCache.DONE : AdeiCache.FAILED;
    }

    private RunReport follow(Demo.Run run, Output output) {
        try (ProgressListener listener = output.progress(progress)) {
            return run.with(listener);
        }
    }
}
