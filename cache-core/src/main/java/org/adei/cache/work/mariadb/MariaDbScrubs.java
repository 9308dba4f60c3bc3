package org.adei.cache.work.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.Scrubs;
import org.jspecify.annotations.Nullable;

/** Turns in {@code adei_scrub}, a row for each group that ever had one. Thread-safe. */
public final class MariaDbScrubs implements Scrubs {
    private static final int LEASE_MINUTES = 10;

    private static final String WAITING = """
            SELECT g.number, s.reached_ns, COALESCE(s.token, 0)
            FROM adei_group g LEFT JOIN adei_scrub s ON s.group_number = g.number
            WHERE s.group_number IS NULL
               OR s.lease_until <= SYSDATE(6)
                  AND (s.reached_ns IS NOT NULL OR s.completed IS NULL
                       OR s.completed <= SYSDATE(6) - INTERVAL ? MICROSECOND)
            ORDER BY COALESCE(s.touched, '1970-01-01'), g.number
            """;

    private static final String TAKE = """
            UPDATE adei_scrub SET token = token + 1, touched = SYSDATE(6),
                lease_until = SYSDATE(6) + INTERVAL ? MINUTE
            WHERE group_number = ? AND token = ? AND lease_until <= SYSDATE(6)
            """;

    private static final String END = """
            UPDATE adei_scrub SET reached_ns = ?, completed = IF(?, SYSDATE(6), completed), healed = healed + ?,
                lease_until = '1970-01-02'
            WHERE group_number = ? AND token = ?
            """;

    private static final String ALL = """
            SELECT group_number, reached_ns, TIMESTAMPDIFF(MICROSECOND, completed, SYSDATE(6)), healed FROM adei_scrub
            """;

    private final CacheDatabase database;

    public MariaDbScrubs(CacheDatabase database) {
        this.database = database;
    }

    /** Four round trips, one transaction; one more for a group that has its first turn. */
    @Override
    public Optional<Turn> take(Collection<Long> groups, Duration period) {
        Set<Long> wanted = Set.copyOf(groups);
        return database.transact("cannot take a turn to compare a group with its source", connection -> {
            List<Turn> waiting = Sql.list(
                    connection,
                    WAITING,
                    row -> new Turn(row.getLong(1), number(row, 2), row.getLong(3)),
                    period.toNanos() / 1000);
            for (Turn turn : waiting) {
                if (wanted.contains(turn.group())) {
                    Sql.update(connection, "INSERT IGNORE INTO adei_scrub (group_number) VALUES (?)", turn.group());
                    return Sql.update(connection, TAKE, LEASE_MINUTES, turn.group(), turn.token()) == 1
                            ? Optional.of(new Turn(turn.group(), turn.reached(), turn.token() + 1))
                            : Optional.empty();
                }
            }
            return Optional.empty();
        });
    }

    /** Two round trips. */
    @Override
    public void end(Turn turn, @Nullable Long reached, long healed) {
        database.transact(
                "cannot store how far a group was compared with its source",
                connection ->
                        Sql.update(connection, END, reached, reached == null, healed, turn.group(), turn.token()));
    }

    @Override
    public Map<Long, Scrubbed> all() {
        return database.with("cannot read how far groups were compared with their sources", connection -> {
            Map<Long, Scrubbed> all = new HashMap<>();
            Sql.list(connection, ALL, row -> all.put(row.getLong(1), scrubbed(row)));
            return all;
        });
    }

    private static Scrubbed scrubbed(ResultSet row) throws SQLException {
        Long micros = number(row, 3);
        return new Scrubbed(
                number(row, 2), micros == null ? null : Duration.ofNanos(1000 * Math.max(0, micros)), row.getLong(4));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
