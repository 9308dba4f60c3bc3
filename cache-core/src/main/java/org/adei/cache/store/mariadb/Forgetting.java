package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;

/**
 * Forgets intervals. One transaction takes the interval out of the coverage and notes it in {@code adei_forgotten};
 * its data go in transactions of bounded size, each under the lock of the note. Until the note is gone nobody can claim
 * there, and whoever wants to finishes first; so a crash between two transactions leaves nothing wrong. Thread-safe.
 */
final class Forgetting {
    /** Raw rows erased in one transaction, about. */
    private static final int ROWS = 20_000;

    private static final String NEWEST =
            "SELECT number FROM adei_forgotten WHERE group_number = ? ORDER BY number DESC LIMIT 1";

    /** Tells all processes, with what is forgotten: holders look whether they still hold, the leader plans at once. */
    private static final String ASKED = """
            INSERT INTO adei_control (kind, name, stopped, changed, changed_by)
            VALUES ('anew', ?, FALSE, SYSDATE(6), LEFT(CURRENT_USER(), 250))
            ON DUPLICATE KEY UPDATE changed = VALUES(changed), changed_by = VALUES(changed_by)
            """;

    private final Database database;
    private final Layout layout;

    Forgetting(Database database, Layout layout) {
        this.database = database;
        this.layout = layout;
    }

    /** What becomes of those who hold leases on the group. */
    private enum Leases {
        /** Nothing is forgotten where one is held. */
        RESPECTED,
        /** Those that are in the way are taken away. */
        YIELDING,
        /** All are taken away. */
        REVOKED
    }

    /** As {@link org.adei.cache.store.Coverage#forget} promises. */
    Interval forget(CachedGroup group, Interval interval) {
        return forget(group, interval, Leases.RESPECTED);
    }

    /** As {@link org.adei.cache.store.Coverage#recache} promises. */
    Interval recache(CachedGroup group, Interval interval) {
        return forget(group, interval, Leases.YIELDING);
    }

    /** The same for what cannot be read: all leases on the group are taken away, so that nobody is in the way. */
    Interval discard(CachedGroup group, Interval interval) {
        return forget(group, interval, Leases.REVOKED);
    }

    private Interval forget(CachedGroup group, Interval interval, Leases leases) {
        Level coarsest = group.ladder().coarsest();
        Interval wide = new Interval(coarsest.floor(interval.from()), coarsest.ceiling(interval.to()));
        String act = "cannot forget " + wide + " of group " + group.id();
        database.transact(act, connection -> {
            CachedGroup now = SpanTable.lockGroup(connection, group);
            if (leases == Leases.REVOKED) {
                SpanTable.revoke(connection, group);
            } else if (leases == Leases.YIELDING) {
                revokeInTheWay(connection, group, wide);
            }
            if (leases != Leases.RESPECTED) {
                Sql.update(connection, ASKED, group.id().toString());
            }
            SpanTable.join(connection, group, MariaDbCoverage.withoutLapsed(connection, group, wide));
            for (SpanRow row : SpanTable.all(connection, group)) {
                uncover(connection, now, row, wide);
            }
            TailTable.drop(connection, group, wide.to());
            return Sql.update(
                    connection,
                    "INSERT INTO adei_forgotten (group_number, from_ns, to_ns) VALUES (?, ?, ?)",
                    group.number(),
                    wide.from(),
                    wide.to());
        });
        finish(group);
        return wide;
    }

    private static void revokeInTheWay(Connection connection, CachedGroup group, Interval wide) throws SQLException {
        for (SpanRow row : SpanTable.all(connection, group)) {
            if (isInTheWay(row, wide)) {
                SpanTable.revoke(connection, group, row);
            }
        }
    }

    /** Whether somebody is at work in the interval, or goes on from windows that are open at its end. */
    private static boolean isInTheWay(SpanRow row, Interval wide) {
        boolean writesInside = row.from() <= wide.to() && wide.from() < row.reserved();
        boolean untouched = row.from() == wide.to() && row.isEmpty() && !row.open();
        return row.is(Hold.LEASED) && writesInside && !untouched;
    }

    private void uncover(Connection connection, CachedGroup group, SpanRow row, Interval wide) throws SQLException {
        if (isInTheWay(row, wide)) {
            throw new RetryException("group " + group.id() + " is being cached in " + wide
                    + " at present: expected nobody there; stop its caching or try again later");
        }
        boolean inside = row.from() < wide.to() && wide.from() < row.to();
        boolean stateOfInside = row.isEmpty() && wide.from() <= row.from() && row.from() <= wide.to();
        if (row.is(Hold.QUIET) && (inside || stateOfInside)) {
            cut(connection, group, row, wide);
        }
    }

    /** What is before and what is behind the interval stays; only the part behind has open windows. */
    private void cut(Connection connection, CachedGroup group, SpanRow row, Interval wide) throws SQLException {
        boolean left = row.from() < wide.from();
        boolean right = wide.to() < row.to();
        long first = group.ladder().coarsest().floor(row.from());
        long rowsLeft = left ? layout.count(connection, group, new Interval(first, wide.from())) : 0;
        if (right) {
            long inside = layout.count(connection, group, new Interval(Math.max(first, wide.from()), wide.to()));
            Sql.update(connection, """
                    INSERT INTO adei_coverage (group_number, from_ns, to_ns, goal_ns, open_state, cached_rows, token)
                    SELECT group_number, ?, to_ns, to_ns, open_state, cached_rows - ?, 0
                    FROM adei_coverage WHERE group_number = ? AND from_ns = ?
                    """, wide.to(), rowsLeft + inside, group.number(), row.from());
        }
        if (left) {
            Sql.update(connection, """
                    UPDATE adei_coverage SET to_ns = ?, goal_ns = to_ns, open_state = NULL, cached_rows = ?
                    WHERE group_number = ? AND from_ns = ?
                    """, wide.from(), rowsLeft, group.number(), row.from());
        } else {
            SpanTable.delete(connection, group, row.from());
        }
    }

    boolean isPending(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM adei_forgotten WHERE group_number = ? AND from_ns < ? AND to_ns > ?",
                        group.number(),
                        interval.to(),
                        interval.from())
                > 0;
    }

    /** Erases what is noted of a group, by whomever; one round trip if nothing is. */
    void finish(CachedGroup group) {
        String act = "cannot erase what is forgotten of group " + group.id();
        long note = newest(group, act);
        while (note != 0) {
            long current = note;
            try {
                note = database.transact(act, connection -> eraseSome(connection, group, current));
            } catch (DamagedSpanException e) {
                discard(group, e.interval());
                note = newest(group, act);
            }
        }
    }

    /** The newest first: it may be there since something damaged was met while an older one was erased. */
    private long newest(CachedGroup group, String act) {
        return database.with(act, connection -> Sql.number(connection, NEWEST, group.number()));
    }

    /** Erases one portion; gives the note with which to go on, 0 if all is done. */
    private long eraseSome(Connection connection, CachedGroup group, long note) throws SQLException {
        Interval rest = Sql.first(
                        connection,
                        "SELECT from_ns, to_ns FROM adei_forgotten WHERE number = ? FOR UPDATE",
                        row -> new Interval(row.getLong(1), row.getLong(2)),
                        note)
                .orElse(null);
        if (rest != null) {
            long end = layout.erase(connection, GroupTable.shared(connection, group), rest, ROWS);
            if (end < rest.to()) {
                Sql.update(connection, "UPDATE adei_forgotten SET from_ns = ? WHERE number = ?", end, note);
                return note;
            }
            Sql.update(connection, "DELETE FROM adei_forgotten WHERE number = ?", note);
        }
        return Sql.number(connection, NEWEST, group.number());
    }
}
