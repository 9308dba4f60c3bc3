package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;

/**
 * Coverage and leases in one table, {@code adei_coverage}. Every claim has a token that is never given again; whoever
 * holds an older one can write nothing. Thread-safe.
 */
final class MariaDbCoverage implements Coverage {
    private final Database database;
    private final LeaseSession session;
    private final Layout layout;

    MariaDbCoverage(Database database, LeaseSession session, Layout layout) {
        this.database = database;
        this.session = session;
        this.layout = layout;
    }

    @Override
    public List<Span> spans(CachedGroup group) {
        return database.with(
                "cannot read the coverage of group " + group.id(),
                connection -> CoverageRow.all(connection, group).stream()
                        .map(CoverageRow::span)
                        .toList());
    }

    @Override
    public Optional<Claim> claim(CachedGroup group, Interval slice) {
        return database.transact("cannot claim " + slice + " of group " + group.id(), connection -> {
            CoverageRow continued = null;
            for (CoverageRow row : CoverageRow.lock(connection, group)) {
                if (row.overlaps(slice)) {
                    return Optional.empty();
                }
                if (row.to() == slice.from() && !row.leased()) {
                    continued = row;
                }
            }
            long token = nextToken(connection);
            long from = continued == null ? slice.from() : continued.from();
            lease(connection, group, from, slice, token);
            return Optional.of(new Claim(
                    group, from, slice.from(), slice.to(), token, continued == null ? null : continued.openState()));
        });
    }

    private static long nextToken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE adei_token SET last = LAST_INSERT_ID(last + 1) WHERE id = 1");
            try (ResultSet result = statement.executeQuery("SELECT LAST_INSERT_ID()")) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private void lease(Connection connection, CachedGroup group, long from, Interval slice, long token)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO adei_coverage
                    (group_number, from_ns, to_ns, goal_ns, token, owner, session_id, lease_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, SYSDATE(6) + INTERVAL ? SECOND)
                ON DUPLICATE KEY UPDATE goal_ns = VALUES(goal_ns), token = VALUES(token), owner = VALUES(owner),
                    session_id = VALUES(session_id), lease_until = VALUES(lease_until)
                """)) {
            upsert.setLong(1, group.number());
            upsert.setLong(2, from);
            upsert.setLong(3, slice.from());
            upsert.setLong(4, slice.to());
            upsert.setLong(5, token);
            upsert.setString(6, "pid " + ProcessHandle.current().pid());
            upsert.setLong(7, session.id());
            upsert.setLong(8, database.lease().toSeconds());
            upsert.executeUpdate();
        }
    }

    @Override
    public void release(Claim claim) {
        database.transact("cannot give back the lease on group " + claim.group().id(), connection -> {
            List<CoverageRow> before = CoverageRow.lock(connection, claim.group());
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE adei_coverage SET lease_until = NULL, session_id = NULL, owner = NULL, goal_ns = to_ns
                    WHERE group_number = ? AND from_ns = ? AND token = ?
                    """)) {
                update.setLong(1, claim.group().number());
                update.setLong(2, claim.from());
                update.setLong(3, claim.token());
                if (update.executeUpdate() == 0) {
                    return null;
                }
            }
            dropEmpty(connection, claim);
            if (before.size() > 1) {
                mergeAll(connection, claim.group());
            }
            return null;
        });
    }

    private static void dropEmpty(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM adei_coverage WHERE group_number = ? AND from_ns = ? AND to_ns = from_ns")) {
            delete.setLong(1, claim.group().number());
            delete.setLong(2, claim.from());
            delete.executeUpdate();
        }
    }

    /** Joins each finished span with the one that begins where it ends. */
    private static void mergeAll(Connection connection, CachedGroup group) throws SQLException {
        CoverageRow last = null;
        for (CoverageRow row : CoverageRow.all(connection, group)) {
            boolean joins = last != null
                    && last.to() == row.from()
                    && last.openState() == null
                    && !last.leased()
                    && !row.leased();
            if (joins) {
                CoverageEdit.delete(connection, group, row.from());
                last = new CoverageRow(
                        last.from(), row.to(), row.to(), row.openState(), last.rows() + row.rows(), false);
                CoverageEdit.replace(connection, group, last);
            } else {
                last = row;
            }
        }
    }

    @Override
    public Interval forget(CachedGroup group, Interval interval) {
        Level coarsest = group.ladder().coarsest();
        Interval wide = new Interval(coarsest.floor(interval.from()), coarsest.ceiling(interval.to()));
        List<Span> spans = spans(group);
        for (Span span : spans) {
            Interval part = span.covered().intersect(wide);
            long end = part.to();
            while (end > part.from()) {
                long step = Math.max(part.from(), coarsest.floor(end - 1));
                forgetWindow(group, new Interval(step, end));
                end = step;
            }
        }
        return wide;
    }

    /** One window of the coarsest level, or what is cached of it, in one transaction: data and coverage together. */
    private void forgetWindow(CachedGroup group, Interval window) {
        database.transact("cannot forget " + window + " of group " + group.id(), connection -> {
            for (CoverageRow row : CoverageRow.lock(connection, group)) {
                if (!row.overlaps(window)) {
                    continue;
                }
                if (row.leased()) {
                    throw new RetryException("group " + group.id() + " is being cached in " + window
                            + " at present: expected nobody there; stop its caching or try again later");
                }
                layout.erase(connection, group, window);
                CoverageEdit.cut(connection, group, row, window);
            }
            return null;
        });
    }

    static void setState(PreparedStatement statement, int index, byte @org.jspecify.annotations.Nullable [] state)
            throws SQLException {
        if (state == null) {
            statement.setNull(index, Types.LONGVARBINARY);
        } else {
            statement.setBytes(index, state);
        }
    }
}
