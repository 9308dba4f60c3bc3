package org.adei.cache.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The worker as a process of its own, with the class path of the tests. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** Starts {@code run --once}; what it prints goes to a file. */
    static Process runOnce(Path config, Path output, String... jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.adei.cache.worker.Main"));
        command.addAll(List.of("run", "--once", "--progress", "none", "--config", config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
