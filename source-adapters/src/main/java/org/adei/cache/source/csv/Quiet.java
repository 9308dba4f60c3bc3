package org.adei.cache.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** Tells by the age of a file whether somebody is still writing it. Thread-safe. */
final class Quiet {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final LongConsumer pause;

    /**
     * Makes one.
     *
     * @param clock compared with the time of the last change of files
     * @param pause waits so many milliseconds
     */
    Quiet(InstantSource clock, LongConsumer pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** By the clock of this machine. */
    static Quiet ofMachine() {
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
    boolean isQuiet(Path file) throws IOException {
        return left(file).isNegative();
    }

    /** Waits until the file may be quiet, at most two seconds. */
    void await(Path file) throws IOException {
        Duration left = left(file);
        if (!left.isNegative()) {
            pause.accept((left.compareTo(QUIET) > 0 ? QUIET : left).toMillis() + 1);
        }
    }

    private Duration left(Path file) throws IOException {
        return Duration.between(
                clock.instant(), Files.getLastModifiedTime(file).toInstant().plus(QUIET));
    }
}
