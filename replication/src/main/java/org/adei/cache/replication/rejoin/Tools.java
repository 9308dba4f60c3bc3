package org.adei.cache.replication.rejoin;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Programs that come with MariaDB.
 *
 * @param backup {@code mariadb-backup}
 * @param unpack {@code mbstream}, which unpacks what it streams
 * @param binlog {@code mariadb-binlog}
 * @param client {@code mariadb}
 */
public record Tools(Optional<Path> backup, Optional<Path> unpack, Optional<Path> binlog, Optional<Path> client) {
    /** Looks in the PATH and in {@code /usr/bin}. */
    public static Tools locate() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(Path.of("/usr/bin"));
        return new Tools(
                find(folders, "mariadb-backup"),
                find(folders, "mbstream"),
                find(folders, "mariadb-binlog"),
                find(folders, "mariadb"));
    }

    /** Whether a server can be copied as files. */
    public boolean canBackUp() {
        return backup.isPresent() && unpack.isPresent();
    }

    /** Whether transactions can be undone. */
    public boolean canUndo() {
        return binlog.isPresent() && client.isPresent();
    }

    private static Optional<Path> find(Set<Path> folders, String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
