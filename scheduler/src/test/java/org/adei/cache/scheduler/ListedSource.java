package org.adei.cache.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Groups without rows that come and go, of a source that may be down. Thread-safe. */
final class ListedSource implements Source {
    private final String name;
    private final Map<String, SourceGroup> groups = new ConcurrentSkipListMap<>();
    private final Map<GroupId, Interval> extents = new java.util.concurrent.ConcurrentHashMap<>();
    private final Set<GroupId> broken = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    ListedSource(String name) {
        this.name = name;
    }

    GroupId add(String group, Interval extent, String... channels) {
        GroupId id = new GroupId(name, "db", group);
        groups.put(group, new SourceGroup(id, List.of(channels), Interval.ALL, List.of(), group));
        extents.put(id, extent);
        return id;
    }

    void remove(String group) {
        groups.remove(group);
    }

    /** From now on the extent of a group cannot be asked, for a reason that nobody foresaw. */
    void breakDown(GroupId group) {
        broken.add(group);
    }

    void down(boolean now) {
        down = now;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        if (down) {
            throw new RetryException("source " + name + " is down");
        }
        return new Discovery(List.copyOf(groups.values()), List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        if (broken.contains(group.id())) {
            throw new IllegalStateException("nobody thought of this");
        }
        return extents.getOrDefault(group.id(), new Interval(0, 0));
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        throw new IllegalStateException("nobody reads rows here");
    }

    @Override
    public void close() {}
}
