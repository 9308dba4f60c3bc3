package org.adei.cache.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${VAR}</code> by a variable of the environment and <code>${file:/path}</code> by a file's content. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final String FILE = "file:";
    private static final long MAX_FILE_BYTES = 64 << 10;

    private final Function<String, @Nullable String> environment;

    Placeholders(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The text with every placeholder replaced once (what comes in is not looked at again).
     *
     * @throws IllegalArgumentException if a variable is not set or a file cannot be read
     */
    String fill(String text) {
        return text.contains("${") ? PLACEHOLDER.matcher(text).replaceAll(this::value) : text;
    }

    private String value(java.util.regex.MatchResult match) {
        String name = match.group(1);
        return Matcher.quoteReplacement(name.startsWith(FILE) ? file(name.substring(FILE.length())) : variable(name));
    }

    private String variable(String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("${" + name + "} stands for the variable " + name
                    + " of the environment, which is not set: set it, or use ${file:/path}");
        }
        return value;
    }

    private static String file(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("${file:" + name + "} cannot be used: the file is longer than "
                        + MAX_FILE_BYTES + " bytes, expected one value");
            }
            return Files.readString(path).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "${file:" + name + "} cannot be read: expected a readable text file (" + e + ")", e);
        }
    }
}
