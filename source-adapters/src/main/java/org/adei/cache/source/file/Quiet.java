package org.adei.cache.source.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** Tells by the age of a file whether somebody is still writing it. Thread-safe. */
public final class Quiet {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final LongConsumer pause;

    /**
     * Makes one.
     *
     * @param clock compared with the time of the last change of files
     * @param pause waits so many milliseconds
     */
    public Quiet(InstantSource clock, LongConsumer pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** By the clock of this machine. */
    public static Quiet ofMachine() {
        return new Quiet(InstantSource.system(), Quiet::sleep);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the file has not been changed for two seconds. */
    public boolean isQuiet(Path file) throws IOException {
        return left(file).isNegative();
    }

    /** Whether a file's last line, without a line break, may be added to. */
    public boolean isUnfinished(Path file) throws IOException {
        return !endsWhole(file) && !isQuiet(file);
    }

    /**
     * Waits at most two seconds for a last line without a line break to be left alone. Whoever looks at a file for the
     * first time asks for this: such a line need not be the newest in time, and what comes to light behind the newest
     * time later is found by a scrub only.
     */
    public void awaitLastLine(Path file) throws IOException {
        Duration left = left(file);
        if (!left.isNegative() && !endsWhole(file)) {
            pause.accept((left.compareTo(QUIET) > 0 ? QUIET : left).toMillis() + 1);
        }
    }

    /** Nobody adds a line to a packed file. */
    private static boolean endsWhole(Path file) throws IOException {
        return file.toString().endsWith(".gz") || LineEnd.endsWithLineBreak(file);
    }

    private Duration left(Path file) throws IOException {
        return Duration.between(
                clock.instant(), Files.getLastModifiedTime(file).toInstant().plus(QUIET));
    }
}
