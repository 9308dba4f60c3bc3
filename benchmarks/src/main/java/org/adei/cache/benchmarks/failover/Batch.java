package org.adei.cache.benchmarks.failover;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A transaction of 50 MB that is on its way, in a table of its own. */
final class Batch {
    private static final int SOCKET_MILLIS = 30_000;
    private static final int PIECE_ROWS = 5_000;

    private static final String POUR = """
            INSERT INTO batch (number, text) SELECT seq, REPEAT('x', 1000) FROM seq_1_to_50000
            """;

    private final Thread thread;

    private Batch(Thread thread) {
        this.thread = thread;
    }

    static void make(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE batch (number BIGINT PRIMARY KEY, text VARCHAR(1000) NOT NULL)");
    }

    /** Begins; it never ends where the server dies, and nobody counts on it. */
    static Batch begin(Site site, int id) {
        Thread thread = new Thread(() -> pour(site, id), "batch");
        thread.setDaemon(true);
        thread.start();
        return new Batch(thread);
    }

    private static void pour(Site site, int id) {
        try (Connection cacher = site.cacher(id, SOCKET_MILLIS);
                Statement statement = cacher.createStatement()) {
            statement.execute(POUR);
        } catch (SQLException e) {
            // the server has died, as it should
        }
    }

    /** Waits until its client has given up. */
    void await() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    /** Deletes what came of it, in pieces that keep nobody waiting. */
    static void clear(Statement statement) throws SQLException {
        int deleted;
        do {
            deleted = statement.executeUpdate("DELETE FROM batch ORDER BY number LIMIT " + PIECE_ROWS);
        } while (deleted > 0);
    }
}
