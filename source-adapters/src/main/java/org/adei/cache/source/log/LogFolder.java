package org.adei.cache.source.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of one log. A file is known by its identity, so renaming it costs nothing; of copies the longest counts.
 * Thread-safe: one look at a time.
 */
final class LogFolder {
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Path folder;
    private final LogGroup rule;
    private final int most;
    private final InstantSource clock;
    private Map<Object, LogFile> known = new HashMap<>();

    LogFolder(Path folder, LogGroup rule, int most, InstantSource clock) {
        this.folder = folder;
        this.rule = rule;
        this.most = most;
        this.clock = clock;
    }

    /** Names of the files that are there, in order. */
    List<Path> paths() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            rule.files().matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** Events of all files with a time in {@code [from, to)}, in order of time; what is wrong is added to the list. */
    synchronized Events events(long from, long to, List<Rejected> rejected) throws IOException {
        Events all = new Events(most);
        for (LogFile file : files()) {
            all.add(file.events(), from, to);
            rejected.addAll(file.rejected());
        }
        all.sort();
        return all;
    }

    private List<LogFile> files() throws IOException {
        Map<Object, LogFile> now = new HashMap<>();
        List<LogFile> read = new ArrayList<>();
        for (Path path : paths()) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? path : attributes.fileKey();
            LogFile file = known.getOrDefault(key, new LogFile(rule, most));
            boolean quiet = attributes
                    .lastModifiedTime()
                    .toInstant()
                    .isBefore(clock.instant().minus(QUIET));
            file.read(path, quiet);
            if (now.put(key, file) == null) {
                read.add(file);
            }
        }
        known = now;
        read.sort(Comparator.comparingLong(LogFile::position).reversed());
        List<LogFile> distinct = new ArrayList<>();
        for (LogFile file : read) {
            if (distinct.stream().noneMatch(file::isCopyOf)) {
                distinct.add(file);
            }
        }
        return distinct;
    }
}
