package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.jspecify.annotations.Nullable;

/** Groups in memory whose rows may change while they are read, and that may be out of reach. Thread-safe. */
final class LiveListSource implements Source {
    private final Map<GroupId, List<Row>> rows = new ConcurrentSkipListMap<>();
    private final List<String> channels;
    private final Map<GroupId, RuntimeException> faults = new ConcurrentHashMap<>();
    private final AtomicInteger greatestBlock = new AtomicInteger();
    private volatile boolean down;
    private volatile Runnable eachBlock = () -> {};

    record Row(long time, double[] values) {}

    LiveListSource(List<String> channels) {
        this.channels = channels;
    }

    GroupId group(String name) {
        GroupId id = new GroupId("list", "memory", name);
        rows.computeIfAbsent(id, each -> new ArrayList<>());
        return id;
    }

    void drop(GroupId id) {
        rows.remove(id);
    }

    /** Makes every question about a group fail; null ends that. */
    void fault(GroupId id, @Nullable RuntimeException fault) {
        if (fault == null) {
            faults.remove(id);
        } else {
            faults.put(id, fault);
        }
    }

    void eachBlock(Runnable fault) {
        eachBlock = fault;
    }

    /** Rows of the largest block that was given to fill, since it was asked for last. */
    int greatestBlock() {
        return greatestBlock.getAndSet(0);
    }

    void down(boolean now) {
        down = now;
    }

    void add(GroupId id, long time, double... values) {
        List<Row> all = rows.get(id);
        synchronized (all) {
            int at = all.size();
            while (at > 0 && all.get(at - 1).time() > time) {
                at--;
            }
            all.add(at, new Row(time, values));
        }
    }

    void remove(GroupId id, long time) {
        List<Row> all = rows.get(id);
        synchronized (all) {
            all.removeIf(row -> row.time() == time);
        }
    }

    private List<Row> all(GroupId id) {
        if (down) {
            throw new RetryException("source list cannot be reached: it is down");
        }
        RuntimeException fault = faults.get(id);
        if (fault != null) {
            throw fault;
        }
        List<Row> all = rows.get(id);
        if (all == null) {
            throw new org.adei.cache.failure.SkipException("group " + id + " is gone: expected it to be there");
        }
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public Discovery discover() {
        if (down) {
            throw new RetryException("source list cannot be reached: it is down");
        }
        List<SourceGroup> groups = rows.keySet().stream()
                .map(id -> new SourceGroup(id, channels, Interval.ALL, List.of(), new Object()))
                .toList();
        return new Discovery(groups, List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        List<Row> all = all(group.id());
        return all.isEmpty()
                ? new Interval(0, 0)
                : new Interval(all.get(0).time(), all.get(all.size() - 1).time() + 1);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        List<Row> wanted = all(group.id()).stream()
                .filter(row -> interval.contains(row.time()))
                .toList();
        return new RowCursor() {
            private int next;

            @Override
            public boolean fill(RowBlock block) {
                eachBlock.run();
                greatestBlock.accumulateAndGet(block.capacity(), Math::max);
                while (next < wanted.size() && !block.isFull()) {
                    Row row = wanted.get(next++);
                    block.append(row.time(), group.channels().isEmpty() ? new double[0] : row.values());
                }
                return next < wanted.size();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
