package org.adei.cache.work.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.SourceState;
import org.adei.cache.work.SourceStates;

/** States of sources in {@code adei_source}. Thread-safe. */
public final class MariaDbSourceStates implements SourceStates {
    private final CacheDatabase database;

    public MariaDbSourceStates(CacheDatabase database) {
        this.database = database;
    }

    /** Three round trips, one transaction. */
    @Override
    public boolean put(LeaderLease lease, SourceState state) {
        return database.transact(
                "cannot store the state of source " + state.name(),
                connection -> LeaderGuard.holds(connection, lease) && write(connection, state) > 0);
    }

    private static int write(Connection connection, SourceState state) throws SQLException {
        return Sql.update(
                connection,
                """
                INSERT INTO adei_source (name, reachable, message, failures, groups_found, fingerprint, asked, last_seen,
                    next_attempt)
                VALUES (?, ?, ?, ?, ?, ?, SYSDATE(6), IF(?, SYSDATE(6), NULL), SYSDATE(6) + INTERVAL ? MICROSECOND)
                ON DUPLICATE KEY UPDATE reachable = VALUES(reachable), message = VALUES(message),
                    failures = VALUES(failures), groups_found = VALUES(groups_found),
                    fingerprint = VALUES(fingerprint), asked = VALUES(asked),
                    last_seen = COALESCE(VALUES(last_seen), last_seen), next_attempt = VALUES(next_attempt)
                """,
                state.name(),
                state.reachable(),
                state.message(),
                state.failures(),
                state.groups(),
                state.fingerprint(),
                state.reachable(),
                state.next().toNanos() / 1000);
    }

    /** Round trips: three, and one per source that is dropped. */
    @Override
    public boolean keepOnly(LeaderLease lease, List<String> names) {
        return database.transact("cannot drop the states of former sources", connection -> {
            if (!LeaderGuard.holds(connection, lease)) {
                return false;
            }
            for (String name : Sql.list(connection, "SELECT name FROM adei_source", row -> row.getString(1))) {
                if (!names.contains(name)) {
                    Sql.update(connection, "DELETE FROM adei_source WHERE name = ?", name);
                }
            }
            return true;
        });
    }

    /** One round trip. */
    @Override
    public List<SourceState> all() {
        return database.with(
                "cannot read the states of the sources",
                connection -> Sql.list(
                        connection,
                        """
                SELECT name, reachable, message, failures, groups_found, fingerprint,
                       GREATEST(0, COALESCE(TIMESTAMPDIFF(MICROSECOND, SYSDATE(6), next_attempt), 0))
                FROM adei_source ORDER BY name
                """,
                        row -> new SourceState(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getString(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getString(6),
                                Duration.ofNanos(1000 * row.getLong(7)))));
    }
}
