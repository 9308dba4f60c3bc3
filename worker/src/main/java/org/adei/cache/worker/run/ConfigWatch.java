package org.adei.cache.worker.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.engine.RunListener;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.scheduler.Scheduler;
import org.adei.cache.settings.Setup;

/**
 * Looks whether the text of the configuration has become another one. One that cannot be used is told once and changes
 * nothing; a text counts only when two looks in a row find it, since it may be in the middle of being written. Used by
 * one thread.
 */
public final class ConfigWatch {
    private static final Pattern SECRET = Pattern.compile("\\$\\{file:([^}\\x00]+)}");

    private final Path file;
    private final Supplier<Setup> loader;
    private Setup current;
    private String judged;
    private String last;

    /**
     * Loads the configuration.
     *
     * @param loader reads the file anew at each call
     * @throws ConfigurationException if it cannot be used
     */
    public ConfigWatch(Path file, Supplier<Setup> loader) {
        this.file = file;
        this.loader = loader;
        this.judged = text();
        this.last = judged;
        this.current = checked();
    }

    /** What holds now. */
    Setup current() {
        return current;
    }

    /** The configuration, if it is another one now. */
    Optional<Setup> look(RunListener listener) {
        String now = text();
        boolean settled = now.equals(last);
        last = now;
        if (!settled || now.equals(judged)) {
            return Optional.empty();
        }
        judged = now;
        try {
            current = checked();
            return Optional.of(current);
        } catch (ConfigurationException e) {
            listener.note("the configuration was changed but cannot be used, the former one holds: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Setup checked() {
        Setup setup = loader.get();
        Scheduler.check(setup);
        return setup;
    }

    /** The configuration and the secrets in files that it names: a password that is replaced is a change too. */
    private String text() {
        String own = text(file);
        StringBuilder all = new StringBuilder(own);
        Matcher secrets = SECRET.matcher(own);
        while (secrets.find()) {
            all.append('\0').append(text(Path.of(secrets.group(1))));
        }
        return all.toString();
    }

    /** A file that cannot be read is as one without text, which is told of as any other that cannot be used. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
