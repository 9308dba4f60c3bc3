package org.adei.cache.source.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the time of a process. Its owner holds the lock of a file in it, which ends with the process however that
 * ends; so folders of dead processes are known, and deleted by the next who makes one. Thread-safe.
 */
final class TemporaryFolder implements AutoCloseable {
    private static final String PREFIX = "adei-csv";
    private static final String LOCK = "lock";
    private static final int TRIES = 10;

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one, and deletes those of dead processes. */
    static TemporaryFolder in(Path parent) throws IOException {
        deleteStale(parent);
        for (int i = 0; i < TRIES; i++) {
            Path path = Files.createTempDirectory(parent, PREFIX);
            FileChannel lock = locked(path, true);
            if (lock != null) {
                return new TemporaryFolder(path, lock);
            }
        }
        throw new IOException("no folder in " + parent + " could be locked: expected a file system with locks");
    }

    Path path() {
        return path;
    }

    private static void deleteStale(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            folders = all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path folder : folders) {
            try (FileChannel lock = locked(folder, false)) {
                if (lock != null) {
                    delete(folder);
                }
            } catch (IOException e) {
                // it is another user's, or somebody deletes it now
            }
        }
    }

    /** The lock of a folder; null if another process or another source has it. A folder without one is just being made. */
    private static @Nullable FileChannel locked(Path folder, boolean create) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!create && !Files.exists(file)) {
            return null;
        }
        FileChannel channel = create
                ? FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : FileChannel.open(file, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null && Files.exists(file);
        } catch (OverlappingFileLockException e) {
            // a source of this process has it
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    /** Deletes a file or a folder with all that is in it. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            delete(path);
        }
    }
}
