package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/**
 * Coverage and leases in one table, {@code adei_coverage}. Every claim has a token that is never given again; whoever
 * holds an older one can write nothing. Thread-safe.
 */
final class MariaDbCoverage implements Coverage {
    private final Database database;
    private final LeaseSession session;
    private final Forgetting forgetting;
    private final Healing healing;

    MariaDbCoverage(Database database, LeaseSession session, Layout layout) {
        this.database = database;
        this.session = session;
        this.healing = new Healing(database, layout);
        this.forgetting = new Forgetting(database, layout);
    }

    @Override
    public List<Span> spans(CachedGroup group) {
        return joined(database.with(
                "cannot read the coverage of group " + group.id(), connection -> SpanTable.all(connection, group)));
    }

    @Override
    public Map<Long, List<Span>> spans() {
        Map<Long, List<Span>> spans = new HashMap<>();
        database.with("cannot read the coverage of the cache", SpanTable::all)
                .forEach((group, rows) -> spans.put(group, joined(rows)));
        return spans;
    }

    /** Rows that follow each other as one. */
    private static List<Span> joined(List<SpanRow> rows) {
        List<Span> spans = new ArrayList<>();
        SpanRow last = null;
        for (SpanRow row : rows) {
            if (last != null && !last.joins(row)) {
                spans.add(last.span());
                last = null;
            }
            last = last == null ? row : last.joined(row);
        }
        if (last != null) {
            spans.add(last.span());
        }
        return spans;
    }

    /** Round trips: about ten, in one transaction. */
    @Override
    public Optional<Claim> claim(CachedGroup group, Interval slice) {
        if (slice.isEmpty()) {
            throw new IllegalArgumentException("claim of " + slice + " of group " + group.id() + ": nothing is in it");
        }
        forgetting.finish(group);
        String act = "cannot claim " + slice + " of group " + group.id();
        long owner = session.id();
        return healing.meeting(() -> database.transact(act, connection -> claim(connection, group, slice, owner)));
    }

    private Optional<Claim> claim(Connection connection, CachedGroup group, Interval slice, long owner)
            throws SQLException {
        CachedGroup now = SpanTable.lockGroup(connection, group);
        SpanTable.requireChannels(connection, group);
        List<SpanRow> rows = withoutLapsed(connection, group, slice);
        if (forgetting.isPending(connection, group, slice) || rows.stream().anyMatch(row -> row.refuses(slice))) {
            return Optional.empty();
        }
        SpanTable.join(connection, group, rows);
        TailTable.drop(connection, group, slice.to());
        Lease lease = Lease.draw(owner, database.lease());
        byte[] state = lease.write(connection, group, slice, before(SpanTable.all(connection, group), slice));
        return Optional.of(new Claim(now, slice.from(), slice.from(), slice.to(), lease.token(), state));
    }

    /** Rows of a group after leases that have lapsed in or at the interval are void. */
    static List<SpanRow> withoutLapsed(Connection connection, CachedGroup group, Interval interval)
            throws SQLException {
        List<SpanRow> rows = SpanTable.all(connection, group);
        boolean changed = false;
        for (SpanRow row : rows) {
            if (row.is(Hold.LAPSED) && row.touches(interval)) {
                SpanTable.makeVoid(connection, group, row);
                changed = true;
            }
        }
        return changed ? SpanTable.all(connection, group) : rows;
    }

    private static @Nullable SpanRow before(List<SpanRow> rows, Interval slice) {
        return rows.stream()
                .filter(row -> row.is(Hold.QUIET) && row.to() == slice.from())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void release(Claim claim) {
        CachedGroup group = claim.group();
        database.transact("cannot give back the lease on group " + group.id(), connection -> {
            SpanTable.lockGroup(connection, group);
            int released = Sql.update(connection, """
                    UPDATE adei_coverage
                    SET lease_until = NULL, session_id = NULL, account = NULL, owner = NULL, goal_ns = to_ns, token = 0
                    WHERE group_number = ? AND from_ns = ? AND token = ?
                    """, group.number(), claim.from(), claim.token());
            if (released > 0) {
                SpanTable.join(connection, group, SpanTable.all(connection, group));
            }
            return released;
        });
    }

    @Override
    public Interval forget(CachedGroup group, Interval interval) {
        database.forgotten(group);
        return healing.meeting(() -> forgetting.forget(group, interval));
    }

    @Override
    public Interval recache(CachedGroup group, Interval interval) {
        return healing.meeting(() -> forgetting.recache(group, interval));
    }
}
