package org.adei.cache.benchmarks.failover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers of small transactions, one for each server, that never give up: as clients do that have not heard of a new
 * master. Each obeys the lease as the cache does: looked at before the commit, and an answer after its end does not count.
 */
final class Ledger implements AutoCloseable {
    private static final long PACE_MILLIS = 10;
    private static final int SOCKET_MILLIS = 700;
    private static final int CLEAR_SECONDS = 30;

    private static final String INSERT = """
            INSERT INTO ledger (number, epoch, server)
            SELECT ?, l.epoch, @@server_id FROM adei_ha.lease l
            WHERE l.id = 1 AND l.primary_id = @@server_id AND l.expires > SYSDATE(6)
            """;

    private static final String LEASE = """
            SELECT epoch, TIMESTAMPDIFF(MICROSECOND, SYSDATE(6), expires) FROM adei_ha.lease
            WHERE id = 1 AND primary_id = @@server_id
            """;

    private final Site site;
    private final AtomicLong next = new AtomicLong();
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean working;
    private volatile boolean closed;

    /**
     * A transaction that counts.
     *
     * @param number of its row
     * @param begun when the commit was sent, in ns
     * @param done when it was answered
     */
    record Receipt(long number, long epoch, int server, long begun, long done) {}

    Ledger(Site site) {
        this.site = site;
        for (int id : site.data()) {
            Thread writer = new Thread(() -> write(id), "ledger-" + id);
            writer.setDaemon(true);
            writer.start();
            writers.add(writer);
        }
    }

    static void make(Site site) throws SQLException {
        try (Connection cacher = site.cacher(1, SOCKET_MILLIS);
                Statement statement = cacher.createStatement()) {
            statement.execute("""
                    CREATE TABLE ledger (number BIGINT PRIMARY KEY, epoch BIGINT NOT NULL, server INT NOT NULL)
                    """);
            Batch.make(statement);
        }
    }

    void work(boolean wanted) {
        working = wanted;
    }

    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** Forgets all receipts and rows; on a loaded machine another server may come to reign meanwhile. */
    void clear() throws SQLException, InterruptedException {
        receipts.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEAR_SECONDS);
        while (!cleared(System.nanoTime() > end)) {
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        }
    }

    private boolean cleared(boolean last) throws SQLException {
        int master = site.master();
        if (master == 0 && !last) {
            return false;
        }
        try (Connection cacher = site.cacher(Math.max(1, master), 10 * SOCKET_MILLIS);
                Statement statement = cacher.createStatement()) {
            statement.execute("DELETE FROM ledger");
            Batch.clear(statement);
            return true;
        } catch (SQLException e) {
            if (last) {
                throw e;
            }
            return false;
        }
    }

    /** Rows with a receipt that a server has not. */
    long missing(int server) throws SQLException {
        Set<Long> there = new HashSet<>();
        try (Connection cacher = site.cacher(server, 10 * SOCKET_MILLIS);
                Statement statement = cacher.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM ledger")) {
            while (rows.next()) {
                there.add(rows.getLong(1));
            }
        }
        return receipts.stream()
                .filter(receipt -> !there.contains(receipt.number()))
                .count();
    }

    private void write(int id) {
        while (!closed) {
            try (Connection cacher = site.cacher(id, SOCKET_MILLIS)) {
                cacher.setAutoCommit(false);
                writeOn(cacher, id);
            } catch (SQLException e) {
                pause();
            }
        }
    }

    private void writeOn(Connection cacher, int id) throws SQLException {
        try (PreparedStatement insert = cacher.prepareStatement(INSERT);
                PreparedStatement lease = cacher.prepareStatement(LEASE)) {
            while (!closed) {
                pause();
                if (working) {
                    writeOne(cacher, insert, lease, id);
                }
            }
        }
    }

    private void writeOne(Connection cacher, PreparedStatement insert, PreparedStatement lease, int id)
            throws SQLException {
        long number = next.incrementAndGet();
        insert.setLong(1, number);
        if (insert.executeUpdate() == 0) {
            cacher.rollback();
            return;
        }
        long asked = System.nanoTime();
        try (ResultSet row = lease.executeQuery()) {
            long left = row.next() ? TimeUnit.MICROSECONDS.toNanos(row.getLong(2)) : 0;
            if (left <= 0) {
                cacher.rollback();
                return;
            }
            long epoch = row.getLong(1);
            long begun = System.nanoTime();
            cacher.commit();
            long done = System.nanoTime();
            if (done - asked <= left) {
                receipts.add(new Receipt(number, epoch, id, begun, done));
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
