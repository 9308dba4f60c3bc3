package org.adei.cache.source.synthetic;

import java.util.List;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Made-up rows as a source. Thread-safe. */
final class SyntheticSource implements Source {
    private final String name;
    private final SyntheticSettings settings;

    SyntheticSource(String name, SyntheticSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        List<SourceGroup> groups = settings.groups().stream()
                .map(group -> new SourceGroup(
                        new GroupId(name, settings.database(), group.name()),
                        group.channels(),
                        Interval.ALL,
                        List.of(),
                        group))
                .toList();
        return new Discovery(groups, List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        Generator generator = generator(group);
        long first = 0;
        while (first < generator.rows() && generator.isMissing(first)) {
            first++;
        }
        long last = generator.rows() - 1;
        while (last > first && generator.isMissing(last)) {
            last--;
        }
        return first >= generator.rows()
                ? new Interval(0, 0)
                : new Interval(generator.time(first), generator.time(last) + 1);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        int[] channels = group.channels().stream()
                .mapToInt(channel -> Integer.parseInt(channel.substring(1)))
                .toArray();
        return new SyntheticCursor(generator(group), channels, interval.intersect(group.limits()));
    }

    private Generator generator(SourceGroup group) {
        if (group.locator() instanceof SyntheticGroup made) {
            return new Generator(settings.seed(), made);
        }
        throw new SkipException("group " + group.id() + " was not found by source " + name
                + ": expected a group of its own; ask it anew");
    }

    @Override
    public void close() {}
}
