package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.adei.cache.model.Interval;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches that this process wrote of late, to tell after a failover how many of them the new master never got. They
 * are cached again by whoever claims what its coverage lacks; what another process was faster to cache again is not
 * counted. Thread-safe.
 */
final class Acknowledged {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledged.class);
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_COMMITS = 256;
    private static final String COVERED = "SELECT group_number, from_ns, to_ns FROM adei_coverage";

    private final LongSupplier clock;
    private final Map<Long, Deque<Commit>> commits = new HashMap<>();
    private volatile MariaDbCacheStore.LossListener losses = (windows, rows) -> {};
    private String server = "";

    /** The clock is monotonic, in ns. */
    Acknowledged(LongSupplier clock) {
        this.clock = clock;
    }

    private record Commit(long position, long rows, long windows, long at) {}

    /** From now on tells of what was lost. */
    void tell(MariaDbCacheStore.LossListener listener) {
        losses = listener;
    }

    /** A batch up to a position was committed under the lease of the master. */
    synchronized void committed(long group, long position, long rows, long windows) {
        Deque<Commit> own = commits.get(group);
        if (own == null) {
            if (commits.size() >= MOST_GROUPS) {
                return;
            }
            own = new ArrayDeque<>();
            commits.put(group, own);
        }
        long now = clock.getAsLong();
        own.addLast(new Commit(position, rows, windows, now));
        while (own.size() > MOST_COMMITS || own.getFirst().at() < now - KEPT_NANOS) {
            own.removeFirst();
        }
    }

    /** An operator wants it cached again, which is no loss. */
    synchronized void forget(long group) {
        commits.remove(group);
    }

    /**
     * A connection to the master, before anything is written with it. If it is another one than before, its coverage is
     * held against what was written: one round trip.
     */
    synchronized void meet(String name, Connection connection) {
        if (name.equals(server)) {
            return;
        }
        boolean first = server.isEmpty();
        server = name;
        if (first || commits.isEmpty()) {
            return;
        }
        try {
            Map<Long, List<Interval>> covered = new HashMap<>();
            Sql.list(
                    connection,
                    COVERED,
                    row -> covered.computeIfAbsent(row.getLong(1), group -> new ArrayList<>())
                            .add(new Interval(row.getLong(2), row.getLong(3))));
            compare(name, covered);
        } catch (SQLException e) {
            LOG.info("what {} lacks of the last batches is not known: {}", name, e.getMessage());
        }
    }

    /** A batch is there if something is covered right up to where it ended. */
    synchronized void compare(String name, Map<Long, List<Interval>> covered) {
        long since = clock.getAsLong() - KEPT_NANOS;
        long groups = 0;
        long rows = 0;
        long windows = 0;
        for (Map.Entry<Long, Deque<Commit>> group : commits.entrySet()) {
            List<Interval> spans = covered.getOrDefault(group.getKey(), List.of());
            long before = rows + windows;
            Iterator<Commit> each = group.getValue().iterator();
            while (each.hasNext()) {
                Commit commit = each.next();
                if (commit.at() >= since
                        && spans.stream()
                                .noneMatch(span -> span.from() < commit.position() && commit.position() <= span.to())) {
                    rows += commit.rows();
                    windows += commit.windows();
                    each.remove();
                }
            }
            groups += rows + windows > before ? 1 : 0;
        }
        if (groups > 0) {
            LOG.warn(
                    "{} is the master now and lacks {} windows and {} rows of {} groups that were written before; they are"
                            + " cached again",
                    name,
                    windows,
                    rows,
                    groups);
            losses.lost(windows, rows);
        }
    }
}
