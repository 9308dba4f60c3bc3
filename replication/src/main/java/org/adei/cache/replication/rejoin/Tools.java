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
 * @param server {@code mariadbd}
 */
public record Tools(
        Optional<Path> backup,
        Optional<Path> unpack,
        Optional<Path> binlog,
        Optional<Path> client,
        Optional<Path> server) {
    /** Looks in the PATH, in {@code /usr/bin} and {@code /usr/sbin}. */
    public static Tools locate() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(Path.of("/usr/bin"));
        folders.add(Path.of("/usr/sbin"));
        return new Tools(
                find(folders, "mariadb-backup"),
                find(folders, "mbstream"),
                find(folders, "mariadb-binlog"),
                find(folders, "mariadb"),
                find(folders, "mariadbd"));
    }

    /** Whether a server can be copied as files. */
    public boolean canBackUp() {
        return backup.isPresent() && unpack.isPresent() && server.isPresent();
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
