package org.adei.cache.testkit.mariadb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Folders that are made once per machine and user and then only read. A lock keeps processes from making one twice, and
 * a rename at the end keeps half-made ones from being seen.
 */
final class MachineFolder {
    private static final String PROPERTY = "adei.mariadb.cache";
    private static final Object IN_THIS_JVM = new Object();

    /** Fills an empty folder. */
    interface Maker {
        void fill(Path empty) throws IOException;
    }

    private MachineFolder() {}

    /** The folder of this name, filled by {@code maker} if it is not there yet. */
    static Path once(String name, Maker maker) throws IOException {
        Path home = home();
        Path target = home.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(home);
        // a file lock is held by the whole JVM: threads of one need a lock of their own
        synchronized (IN_THIS_JVM) {
            try (FileChannel file = FileChannel.open(
                            home.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.isDirectory(target)) {
                    Path half = home.resolve(name + ".half");
                    FileTree.delete(half);
                    Files.createDirectories(half);
                    maker.fill(half);
                    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return target;
    }

    private static Path home() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path parent = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return parent.resolve("adei-cache").resolve("mariadb");
    }
}
