package org.adei.cache.control.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.adei.cache.control.ControlBoard;
import org.adei.cache.control.ControlEntry;
import org.adei.cache.control.ControlState;
import org.adei.cache.control.Target;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/** Control in {@code adei_control}: one row a target of which anything was said. One round trip each. Thread-safe. */
public final class MariaDbControlBoard implements ControlBoard {
    private static final int MOST_TEXT = 250;

    /** Kind of the rows that say that something of a group was forgotten to be cached anew; see {@code Forgetting}. */
    private static final String ANEW = "anew";

    private static final String READ = """
            SELECT kind, name, stopped, threads,
                   GREATEST(0, TIMESTAMPDIFF(MICROSECOND, changed, SYSDATE(6))), changed_by,
                   CAST(1000000 * UNIX_TIMESTAMP(changed) AS SIGNED)
            FROM adei_control
            WHERE stopped OR threads IS NOT NULL OR kind = 'anew' AND changed > SYSDATE(6) - INTERVAL 1 MINUTE
            ORDER BY kind DESC, name
            """;

    private final CacheDatabase database;

    public MariaDbControlBoard(CacheDatabase database) {
        this.database = database;
    }

    @Override
    public ControlState read() {
        List<Row> rows = database.with(
                "cannot read what may run on the cache " + database,
                connection -> Sql.list(connection, READ, MariaDbControlBoard::row));
        List<ControlEntry> entries = new ArrayList<>();
        long recached = 0;
        for (Row row : rows) {
            ControlEntry entry = row.entry();
            if (entry == null) {
                recached = Math.max(recached, row.changed());
            } else {
                entries.add(entry);
            }
        }
        return new ControlState(entries, recached);
    }

    /** An entry, or, where there is none, a request to cache something anew and when it was made. */
    private record Row(@Nullable ControlEntry entry, long changed) {}

    private static Row row(ResultSet row) throws SQLException {
        if (row.getString(1).equals(ANEW)) {
            return new Row(null, row.getLong(7));
        }
        return new Row(
                new ControlEntry(
                        Target.of(row.getString(1), row.getString(2)),
                        row.getBoolean(3),
                        row.getObject(4, Integer.class),
                        Duration.ofNanos(1000 * row.getLong(5)),
                        row.getString(6)),
                0);
    }

    @Override
    public void stop(Target target, String by) {
        put(target, true, by);
    }

    @Override
    public void start(Target target, String by) {
        put(target, false, by);
    }

    private void put(Target target, boolean stopped, String by) {
        database.with(
                "cannot " + (stopped ? "stop " : "start ") + target,
                connection -> Sql.update(connection, """
                INSERT INTO adei_control (kind, name, stopped, changed, changed_by) VALUES (?, ?, ?, SYSDATE(6), ?)
                ON DUPLICATE KEY UPDATE stopped = VALUES(stopped), changed = VALUES(changed),
                    changed_by = VALUES(changed_by)
                """, target.kind(), target.name(), stopped, cut(by)));
    }

    @Override
    public void scale(LaneName lane, OptionalInt total, String by) {
        Target target = new Target.Lane(lane);
        @Nullable Integer threads = total.isPresent() ? total.getAsInt() : null;
        new ControlEntry(target, false, threads, Duration.ZERO, by);
        database.with(
                "cannot scale " + target,
                connection -> Sql.update(connection, """
                INSERT INTO adei_control (kind, name, threads, changed, changed_by) VALUES (?, ?, ?, SYSDATE(6), ?)
                ON DUPLICATE KEY UPDATE threads = VALUES(threads), changed = VALUES(changed),
                    changed_by = VALUES(changed_by)
                """, target.kind(), target.name(), threads, cut(by)));
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
    }
}
