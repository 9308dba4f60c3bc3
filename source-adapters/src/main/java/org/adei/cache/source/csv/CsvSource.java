package org.adei.cache.source.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.jspecify.annotations.Nullable;

/** CSV files. Thread-safe; groups are sorted one after another. */
final class CsvSource implements Source {
    private final String name;
    private final CsvSettings settings;
    private final Map<GroupId, SortedGroup> sorted = new HashMap<>();
    private @Nullable Path folder;

    CsvSource(String name, CsvSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        return new CsvDiscovery(name, settings).find();
    }

    @Override
    public Interval extent(SourceGroup group) {
        try {
            SortedRows rows = sorted(group).rows();
            if (rows.rows() == 0) {
                return new Interval(0, 0);
            }
            long first = rows.firstAt(group.limits().from());
            long end = rows.firstAt(group.limits().to());
            return first >= end ? new Interval(0, 0) : new Interval(rows.time(first), rows.time(end - 1) + 1);
        } catch (IOException e) {
            throw failure(group, e);
        }
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        try {
            SortedGroup rows = sorted(group);
            int[] wanted =
                    group.channels().stream().mapToInt(rows.channels()::indexOf).toArray();
            return new CsvCursor(rows, wanted, interval.intersect(group.limits()), rejections);
        } catch (IOException e) {
            throw failure(group, e);
        }
    }

    /** The group's rows in order; sorted anew when a file has changed or other channels are asked for. */
    private synchronized SortedGroup sorted(SourceGroup group) throws IOException {
        if (!(group.locator() instanceof CsvLocator locator)) {
            throw new SkipException("group " + group.id() + " was not found by source " + name
                    + ": expected a group of its own; ask it anew");
        }
        SortedGroup known = sorted.get(group.id());
        String version = SortedGroup.version(locator);
        if (known != null && known.version().equals(version) && known.channels().containsAll(group.channels())) {
            return known;
        }
        Path place = Files.createTempDirectory(temporary(), "group");
        RowSorter sorter = new RowSorter(place, group.channels().size(), settings.memoryRows());
        List<Rejected> rejected = new ArrayList<>();
        for (CsvFile file : locator.files()) {
            new RowParser(group, file, locator.time(), rejected).parse(sorter);
        }
        SortedGroup now = new SortedGroup(version, group.channels(), sorter.finish(), List.copyOf(rejected));
        sorted.put(group.id(), now);
        return now;
    }

    private Path temporary() throws IOException {
        Path place = folder;
        if (place == null) {
            place = Files.createTempDirectory("adei-csv");
            folder = place;
        }
        return place;
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
        Path place = folder;
        folder = null;
        sorted.clear();
        if (place == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new RetryException(
                    "temporary folder " + place + " of source " + name + " cannot be deleted: " + e
                            + "; delete it by hand",
                    e);
        }
    }
}
