package org.adei.cache.control.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adei.cache.control.Beat;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.WorkerState;
import org.adei.cache.control.WorkerTicket;
import org.adei.cache.control.Workers;
import org.adei.cache.failure.RetryException;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sessions;
import org.adei.cache.store.mariadb.Sql;

/**
 * The list of workers in {@code adei_worker}. One is there as long as it beats, or is connected and has not been silent
 * for {@value #LOST_SECONDS} s, on the database's clock. Thread-safe.
 */
public final class MariaDbWorkers implements Workers {
    private static final int SILENT_SECONDS = 3;
    private static final int LOST_SECONDS = 30;
    private static final int REMEMBERED_MINUTES = 10;
    private static final int MOST_OF_ONE_NAME = 1_000;
    private static final int MOST_MESSAGE = 10_000;

    private static final String CONDITION = """
            CASE WHEN w.account = CURRENT_USER() AND w.session_id NOT IN %s
                     OR w.beat < SYSDATE(6) - INTERVAL %d SECOND THEN 'GONE'
                 WHEN w.beat < SYSDATE(6) - INTERVAL %d SECOND THEN 'SILENT' ELSE 'WORKING' END
            """.formatted(Sessions.ALIVE, LOST_SECONDS, SILENT_SECONDS);

    private static final String ONE = """
            SELECT w.token, %s FROM adei_worker w WHERE w.name = ?
            """.formatted(CONDITION);

    private static final String ALL = """
            SELECT w.name, w.host, w.pid, w.roles, w.threads, w.message, %s,
                   GREATEST(0, TIMESTAMPDIFF(MICROSECOND, w.started, SYSDATE(6))),
                   GREATEST(0, TIMESTAMPDIFF(MICROSECOND, w.beat, SYSDATE(6)))
            FROM adei_worker w WHERE w.beat > SYSDATE(6) - INTERVAL %d MINUTE ORDER BY w.name
            """.formatted(CONDITION, REMEMBERED_MINUTES);

    private final CacheDatabase database;

    public MariaDbWorkers(CacheDatabase database) {
        this.database = database;
    }

    /** Round trips: six, and one more for each that has the name already. */
    @Override
    public WorkerTicket register(WorkerInfo worker) {
        long session = database.session();
        String act = "cannot enter worker " + worker.name() + " into the list of the cache " + database;
        return database.transact(act, connection -> {
            Sql.update(connection, "UPDATE adei_token SET last = last + 1 WHERE id = 1");
            long token = Sql.number(connection, "SELECT last FROM adei_token WHERE id = 1");
            Sql.update(
                    connection,
                    "DELETE FROM adei_worker WHERE beat < SYSDATE(6) - INTERVAL ? MINUTE",
                    REMEMBERED_MINUTES);
            for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
                WorkerTicket ticket = new WorkerTicket(numbered(worker.name(), number), token);
                if (enter(connection, worker, ticket, session)) {
                    return ticket;
                }
            }
            throw new RetryException(act + ": " + MOST_OF_ONE_NAME + " of that name are there; choose another");
        });
    }

    private static String numbered(String name, int number) {
        String suffix = number == 1 ? "" : "-" + number;
        return name.substring(0, Math.min(name.length(), WorkerInfo.MOST_TEXT - suffix.length())) + suffix;
    }

    /** The lock on the counter lets one process enter at a time. */
    private static boolean enter(Connection connection, WorkerInfo worker, WorkerTicket ticket, long session)
            throws SQLException {
        Optional<Boolean> gone = Sql.first(
                connection,
                ONE,
                row -> WorkerState.Condition.valueOf(row.getString(2)) == WorkerState.Condition.GONE,
                ticket.name());
        if (gone.isPresent() && !gone.get()) {
            return false;
        }
        return Sql.update(
                        connection,
                        """
                REPLACE INTO adei_worker (name, token, host, pid, roles, threads, message, account, session_id, started,
                    beat)
                VALUES (?, ?, ?, ?, ?, ?, '', CURRENT_USER(), ?, SYSDATE(6), SYSDATE(6))
                """,
                        ticket.name(),
                        ticket.token(),
                        worker.host(),
                        worker.pid(),
                        String.join(",", worker.roles()),
                        ThreadText.of(worker.threads()),
                        session)
                > 0;
    }

    /** Two round trips. */
    @Override
    public boolean beat(WorkerTicket ticket, Beat beat) {
        long session = database.session();
        String message = beat.message();
        String text = message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE) + "..";
        return database.with(
                "cannot say to the cache " + database + " that worker " + ticket.name() + " is there",
                connection -> Sql.update(
                                connection,
                                """
                        UPDATE adei_worker
                        SET beat = SYSDATE(6), session_id = ?, threads = ?, message = ?, tail_commit_us = ?
                        WHERE name = ? AND token = ?
                        """,
                                session,
                                ThreadText.of(beat.threads()),
                                text,
                                beat.tailCommit().toNanos() / 1000,
                                ticket.name(),
                                ticket.token())
                        == 1);
    }

    /** One round trip. */
    @Override
    public Duration slowestTail(WorkerTicket self) {
        return database.with(
                "cannot read how fast others write the newest rows of the cache " + database,
                connection -> Duration.ofNanos(1000 * Sql.number(connection, """
                        SELECT COALESCE(MAX(tail_commit_us), 0) FROM adei_worker
                        WHERE token <> ? AND beat > SYSDATE(6) - INTERVAL ? SECOND
                        """, self.token(), SILENT_SECONDS)));
    }

    /** One round trip. */
    @Override
    public void leave(WorkerTicket ticket) {
        database.with(
                "cannot take worker " + ticket.name() + " off the list",
                connection -> Sql.update(
                        connection,
                        "DELETE FROM adei_worker WHERE name = ? AND token = ?",
                        ticket.name(),
                        ticket.token()));
    }

    /** One round trip. */
    @Override
    public List<WorkerState> all() {
        return database.with(
                "cannot read the list of workers of the cache " + database,
                connection -> Sql.list(connection, ALL, MariaDbWorkers::state));
    }

    private static WorkerState state(ResultSet row) throws SQLException {
        String roles = row.getString(4);
        WorkerInfo worker = new WorkerInfo(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                roles.isEmpty() ? List.of() : List.of(roles.split(",")),
                ThreadText.parse(row.getString(5)));
        return new WorkerState(
                worker,
                WorkerState.Condition.valueOf(row.getString(7)),
                Duration.ofNanos(1000 * row.getLong(8)),
                Duration.ofNanos(1000 * row.getLong(9)),
                row.getString(6));
    }
}
