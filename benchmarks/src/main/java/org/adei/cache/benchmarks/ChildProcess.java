package org.adei.cache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of this one; what it prints goes to a file. */
public final class ChildProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** Starts a class with a {@code main}. */
    public static ChildProcess start(Path output, String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Closes its standard input and waits until it has ended. */
    public void finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("a process of the measurement did not end well");
        }
    }

    /** Processor time that it has taken, in seconds. */
    public double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    /** Its threads now; -1 where the system does not tell. */
    public int threads() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!java.nio.file.Files.exists(status)) {
            return -1;
        }
        return java.nio.file.Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring("Threads:".length()).strip()))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
