package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
public final class Folders {
    private Folders() {}

    /** Deletes a folder with all that is in it, if there is one. */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Deletes the oldest neighbours of a folder, by name, so that so many stay. */
    static void keepNewest(Path folder, int count) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        List<Path> all = parent == null ? List.of() : files(parent, ".*");
        for (Path old : all.subList(0, Math.max(0, all.size() - count))) {
            delete(old);
        }
    }

    /** Files whose names match, in order of their names. */
    static List<Path> files(Path folder, String regex) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> String.valueOf(path.getFileName()).matches(regex))
                    .sorted()
                    .toList();
        }
    }
}
