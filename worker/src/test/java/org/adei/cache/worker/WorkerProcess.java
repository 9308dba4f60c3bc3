package org.adei.cache.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker as a process of its own, with the class path of the test. */
public final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code run --once} with a configuration. */
    static WorkerProcess runOnce(Path config, Path output) throws IOException {
        return start(output, "run", "--once", "--progress", "none", "--config", config.toString());
    }

    /** Starts a command; what it prints goes to a file. */
    public static WorkerProcess start(Path output, String... arguments) throws IOException {
        return start(output, Map.of(), arguments);
    }

    /** The same with variables in its environment. */
    static WorkerProcess start(Path output, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new WorkerProcess(builder.start());
    }

    /** Waits, but not longer than that; whether it has ended. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Exit code of a process that has ended. */
    int exit() {
        return process.exitValue();
    }

    /** As {@code kill -9} does; returns when the process is gone. */
    void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -NAME} does, for example STOP or CONT. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("process " + process.pid() + " takes no signal " + name);
        }
    }

    /** As {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
