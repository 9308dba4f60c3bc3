package org.adei.cache.testkit.recordings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files inside this module's JAR. */
final class Resource {
    private Resource() {}

    static InputStream open(String path) {
        InputStream stream = Resource.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("resource " + path + " is missing from the testkit's JAR");
        }
        return stream;
    }

    /** The lines of a CSV behind its header, cut at commas; empty fields stay. */
    static List<String[]> records(String path) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + path + " cannot be read", e);
        }
    }
}
