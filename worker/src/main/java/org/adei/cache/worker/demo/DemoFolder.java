package org.adei.cache.worker.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of something that is tried; deleted when closed, unless it is kept. Thread-safe. */
public final class DemoFolder implements AutoCloseable {
    private final Path path;
    private volatile boolean kept;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder make() throws IOException {
        return make("adei-cache-demo-");
    }

    /** A new empty folder whose name starts with this. */
    public static DemoFolder make(String prefix) throws IOException {
        return new DemoFolder(Files.createTempDirectory(prefix));
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a file that only its owner may read. */
    public Path secret(String name, String text) throws IOException {
        Path file = Files.createFile(file(name));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return Files.writeString(file, text);
    }

    void keep() {
        kept = true;
    }

    @Override
    public synchronized void close() {
        if (kept || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + path + " of the demo cannot be deleted: remove it by hand", e);
        }
    }
}
