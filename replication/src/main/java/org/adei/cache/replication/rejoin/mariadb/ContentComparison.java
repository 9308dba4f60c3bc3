package org.adei.cache.replication.rejoin.mariadb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/**
 * Compares every row of a replica with its master's while both work on. Writers of the master wait for as long as the
 * replica needs to catch up, milliseconds if it follows at all, while both sides take a snapshot; then all tables are
 * summed up in the snapshots. Reads everything once on each side. Used by one thread.
 */
public final class ContentComparison {
    private static final String TABLES = """
            SELECT CONCAT('`', REPLACE(table_schema, '`', '``'), '`.`', REPLACE(table_name, '`', '``'), '`')
            FROM information_schema.tables
            WHERE table_type = 'BASE TABLE'
              AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
              AND NOT (table_schema = 'adei_ha' AND table_name = 'vote')
            """;

    private static final String POSITION = "SELECT @@GLOBAL.gtid_binlog_pos";
    private static final String ISOLATION = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";
    private static final String SNAPSHOT = "START TRANSACTION WITH CONSISTENT SNAPSHOT";
    private static final int ATTEMPTS = 30;

    private final Executor threads;
    private final Duration patience;
    private final Duration pause;
    private final Consumer<String> progress;

    /**
     * Compares nothing yet.
     *
     * @param threads run a sum on each server at once
     * @param patience how long the replica is waited for while writers work on
     * @param pause longest time for which writers of the master wait, twice at worst in each attempt; shorter than its
     *     lease
     * @param progress gets a sentence before each table
     */
    public ContentComparison(Executor threads, Duration patience, Duration pause, Consumer<String> progress) {
        this.threads = threads;
        this.progress = progress;
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Compares. A table may take hours; a server that is lost meanwhile ends it, and the sessions can not be used then.
     *
     * @return names of the tables that differ or that one side lacks; empty if all are equal
     * @throws RetryException if the replica does not catch up, or a table is changed meanwhile
     */
    public List<String> differences(ServerSession master, ServerSession replica) {
        master.run(ISOLATION);
        replica.run(ISOLATION);
        try {
            openSnapshots(master, replica);
            return compare(master, replica);
        } finally {
            rollBack(master);
            rollBack(replica);
        }
    }

    private List<String> compare(ServerSession master, ServerSession replica) {
        List<String> one = master.column(TABLES);
        List<String> other = replica.column(TABLES);
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        TableSums sums = new TableSums(threads, master, replica);
        List<String> differences = new ArrayList<>();
        int done = 0;
        for (String table : all) {
            progress.accept(
                    replica.name() + ": " + done++ + " of " + all.size() + " tables compared, next is " + table);
            if (!one.contains(table) || !other.contains(table) || !sums.agree(table)) {
                differences.add(table);
            }
        }
        return differences;
    }

    /** A session that is lost is rolled back by its server. */
    private static void rollBack(ServerSession session) {
        try {
            session.run("ROLLBACK");
        } catch (CacheException e) {
            session.abort();
        }
    }

    /** Under load a replica may be too far behind at one moment and not at the next. */
    private void openSnapshots(ServerSession master, ServerSession replica) {
        for (int attempt = 1; ; attempt++) {
            awaitPosition(replica, master.value(POSITION), patience);
            try {
                openAtOnePosition(master, replica);
                return;
            } catch (RetryException e) {
                master.run("ROLLBACK");
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void openAtOnePosition(ServerSession master, ServerSession replica) {
        master.run("SET STATEMENT max_statement_time = " + seconds(pause) + " FOR FLUSH TABLES WITH READ LOCK");
        try {
            master.run(SNAPSHOT);
            awaitPosition(replica, master.value(POSITION), pause);
            replica.run(SNAPSHOT);
        } finally {
            master.run("UNLOCK TABLES");
        }
    }

    private static void awaitPosition(ServerSession replica, String position, Duration patience) {
        String waited = replica.value("SELECT MASTER_GTID_WAIT('" + position + "', " + seconds(patience) + ")");
        if (!waited.equals("0")) {
            throw new RetryException("the replica has not reached " + position + " within " + patience
                    + ", so its content cannot be compared: compare again when it has caught up");
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Lets a session see all rows as they are now, until it rolls back. */
    public static void openSnapshot(ServerSession server) {
        server.run(ISOLATION, SNAPSHOT);
    }

    /**
     * Sums of all tables that should be the same everywhere, by quoted name, as the session sees them. Reads every row, in six hours
     * a table at most.
     */
    public static Map<String, String> sums(ServerSession server) {
        server.allow(TableSums.TABLE);
        Map<String, String> sums = new TreeMap<>();
        for (String table : server.column(TABLES)) {
            server.rows("CHECKSUM TABLE " + table).forEach(row -> sums.put(table, String.valueOf(row.get("checksum"))));
        }
        return sums;
    }

    /** Names of the tables whose sums differ, or that one side lacks; empty if all are equal. */
    public static List<String> unequal(Map<String, String> master, Map<String, String> replica) {
        Map<String, String> all = new TreeMap<>(master);
        all.putAll(replica);
        List<String> differences = new ArrayList<>(all.keySet());
        differences.removeIf(table -> String.valueOf(master.get(table)).equals(String.valueOf(replica.get(table))));
        return differences;
    }
}
