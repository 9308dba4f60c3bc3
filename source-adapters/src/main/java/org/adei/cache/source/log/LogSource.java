package org.adei.cache.source.log;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.log.Severity;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.file.Quiet;

/** Log files as groups of events. Thread-safe. */
final class LogSource implements Source {
    private static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

    private final String name;
    private final LogSettings settings;
    private final Map<String, LogFolder> folders = new LinkedHashMap<>();

    LogSource(String name, LogSettings settings, Quiet quiet) {
        this.name = name;
        this.settings = settings;
        for (LogGroup rule : settings.groups()) {
            LogFolder folder = new LogFolder(settings.path(), rule, settings.mostEvents(), quiet);
            if (folders.put(rule.name(), folder) != null) {
                throw new HaltException("source " + name + " has two groups named " + rule.name()
                        + ": expected each name once; rename one");
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        if (!Files.isDirectory(settings.path())) {
            throw new HaltException(
                    "source " + name + ": path " + settings.path() + " is no folder: expected a folder with log files");
        }
        List<SourceGroup> groups = new ArrayList<>();
        List<Discovery.Problem> problems = new ArrayList<>();
        for (LogGroup rule : settings.groups()) {
            GroupId id = new GroupId(name, settings.database(), rule.name());
            LogFolder folder = folders.get(rule.name());
            try {
                if (folder == null || folder.paths().isEmpty()) {
                    problems.add(new Discovery.Problem(
                            id.toString(),
                            "files \"" + rule.files() + "\" matches no file of " + settings.path()
                                    + ": expected at least one; correct files or wait for the log"));
                } else {
                    groups.add(new SourceGroup(id, Severity.channels(), ALL, List.of(), folder));
                }
            } catch (IOException e) {
                throw failure(id, e);
            }
        }
        return new Discovery(groups, problems, List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        try {
            return folder(group).extent();
        } catch (IOException e) {
            throw failure(group.id(), e);
        }
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        try {
            LogFolder.View view = folder(group).view(interval.from(), interval.to());
            for (Rejected line : view.rejected()) {
                if (interval.contains(line.near()) || line.near() == Long.MIN_VALUE) {
                    rejections.reject(line.row(), line.reason());
                }
            }
            int[] wanted = group.channels().stream()
                    .mapToInt(Severity.channels()::indexOf)
                    .toArray();
            return new LogCursor(view, wanted, e -> failure(group.id(), e));
        } catch (IOException e) {
            throw failure(group.id(), e);
        }
    }

    private LogFolder folder(SourceGroup group) {
        if (group.locator() instanceof LogFolder folder) {
            return folder;
        }
        throw new SkipException("group " + group.id() + " was not found by source " + name
                + ": expected a group of its own; ask it anew");
    }

    private RetryException failure(GroupId group, IOException e) {
        return new RetryException(
                "group " + group + ": its log files in " + settings.path() + " cannot be read: " + e
                        + "; expected readable files; look at their rights",
                e);
    }

    @Override
    public void close() {
        // files are open only while they are read
    }
}
