package org.adei.cache.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.file.Quiet;
import org.jspecify.annotations.Nullable;

/** CSV files. Thread-safe; groups are sorted one after another. */
final class CsvSource implements Source {
    private final String name;
    private final CsvSettings settings;
    private final Quiet quiet;
    private final Map<GroupId, SortedGroup> sorted = new HashMap<>();
    private @Nullable TemporaryFolder temporary;

    CsvSource(String name, CsvSettings settings, Quiet quiet) {
        this.name = name;
        this.settings = settings;
        this.quiet = quiet;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        return new CsvDiscovery(name, settings, quiet).find();
    }

    @Override
    public Interval extent(SourceGroup group) {
        try {
            SortedGroup taken = take(group);
            try {
                return extent(taken.rows(), group.limits());
            } finally {
                taken.folder().giveBack();
            }
        } catch (IOException e) {
            throw failure(group, e);
        }
    }

    private static Interval extent(SortedRows rows, Interval limits) throws IOException {
        if (rows.rows() == 0) {
            return new Interval(0, 0);
        }
        long first = rows.firstAt(limits.from());
        long end = rows.firstAt(limits.to());
        return first >= end ? new Interval(0, 0) : new Interval(rows.time(first), rows.time(end - 1) + 1);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        try {
            SortedGroup taken = take(group);
            try {
                int[] wanted = group.channels().stream()
                        .mapToInt(taken.channels()::indexOf)
                        .toArray();
                return new CsvCursor(taken, wanted, interval.intersect(group.limits()), rejections);
            } catch (IOException | RuntimeException e) {
                taken.folder().giveBack();
                throw e;
            }
        } catch (IOException e) {
            throw failure(group, e);
        }
    }

    /**
     * The group's rows in order, whose folder stays until it is given back; sorted anew when a file has changed or other
     * channels are asked for.
     */
    private synchronized SortedGroup take(SourceGroup group) throws IOException {
        if (!(group.locator() instanceof CsvLocator locator)) {
            throw new SkipException("group " + group.id() + " was not found by source " + name
                    + ": expected a group of its own; ask it anew");
        }
        SortedGroup known = sorted.get(group.id());
        if (known == null) {
            for (CsvFile file : locator.files()) {
                file.awaitLastLine();
            }
        }
        String version = SortedGroup.version(locator);
        if (known != null && !known.state().isOver(version) && known.channels().containsAll(group.channels())) {
            known.folder().take();
            return known;
        }
        SortedGroup now = sort(group, locator, version);
        now.folder().take();
        sorted.put(group.id(), now);
        if (known != null) {
            known.folder().drop();
        }
        return now;
    }

    private SortedGroup sort(SourceGroup group, CsvLocator locator, String version) throws IOException {
        SortedFolder place = new SortedFolder(Files.createTempDirectory(temporary(), "group"));
        boolean done = false;
        try {
            RowSorter sorter = new RowSorter(place.path(), group.channels().size(), settings.memoryRows());
            List<Rejected> rejected = new ArrayList<>();
            List<CsvFile> unfinished = new ArrayList<>();
            for (CsvFile file : locator.files()) {
                if (!new RowParser(group, file, locator.time(), rejected).parse(sorter)) {
                    unfinished.add(file);
                }
            }
            SortedRows rows = sorter.finish();
            done = true;
            return new SortedGroup(
                    new SortedGroup.State(version, List.copyOf(unfinished)),
                    group.channels(),
                    rows,
                    List.copyOf(rejected),
                    place);
        } finally {
            if (!done) {
                place.drop();
            }
        }
    }

    /** The folder of the sorted rows. */
    synchronized Path temporary() throws IOException {
        TemporaryFolder place = temporary;
        if (place == null) {
            place = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
            temporary = place;
        }
        return place.path();
    }

    private RetryException failure(SourceGroup group, IOException e) {
        return new RetryException(
                "group " + group.id() + ": its files cannot be read or sorted: " + e
                        + "; expected readable files, and room in the folder for temporary files ("
                        + System.getProperty("java.io.tmpdir") + ")",
                e);
    }

    @Override
    public synchronized void close() {
        TemporaryFolder place = temporary;
        temporary = null;
        sorted.clear();
        if (place == null) {
            return;
        }
        try {
            place.close();
        } catch (IOException e) {
            throw new RetryException(
                    "temporary folder " + place.path() + " of source " + name + " cannot be deleted: " + e
                            + "; delete it by hand",
                    e);
        }
    }
}
