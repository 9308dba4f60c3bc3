package org.adei.cache.source.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.file.Quiet;

/**
 * The files of one log. A file is known by its identity, so renaming it costs nothing; of copies the longest counts.
 * Thread-safe: one look at a time.
 */
final class LogFolder {
    private final Path folder;
    private final LogGroup rule;
    private final int most;
    private final Quiet quiet;
    private Map<Object, LogFile> known = new HashMap<>();

    LogFolder(Path folder, LogGroup rule, int most, Quiet quiet) {
        this.folder = folder;
        this.rule = rule;
        this.most = most;
        this.quiet = quiet;
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

    /** What is known of the files now. */
    record View(Picked events, List<LogTexts> texts, List<Rejected> rejected) {}

    /** Events of all files with a time in {@code [from, to)}, and what is wrong with files. */
    synchronized View view(long from, long to) throws IOException {
        Picked picked = new Picked();
        List<LogTexts> texts = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (LogFile file : files()) {
            file.events().collect(from, to, picked, texts.size());
            texts.add(file.texts());
            rejected.addAll(file.rejected());
        }
        picked.sort();
        return new View(picked, texts, rejected);
    }

    /** From the first event to one nanosecond behind the last; empty at 0 if there is none. */
    synchronized Interval extent() throws IOException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (LogFile file : files()) {
            first = Math.min(first, file.events().first());
            last = Math.max(last, file.events().last());
        }
        return last == Long.MIN_VALUE ? new Interval(0, 0) : new Interval(first, last + 1);
    }

    private List<LogFile> files() throws IOException {
        Map<Object, LogFile> now = new HashMap<>();
        List<LogFile> read = new ArrayList<>();
        for (Path path : paths()) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? path : attributes.fileKey();
            LogFile file = known.getOrDefault(key, new LogFile(rule, most));
            if (known.isEmpty()) {
                quiet.awaitLastLine(path);
            }
            file.read(path, quiet.isQuiet(path));
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
