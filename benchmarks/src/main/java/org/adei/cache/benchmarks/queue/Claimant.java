package org.adei.cache.benchmarks.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.Outcome;
import org.adei.cache.queue.Settlement;
import org.adei.cache.queue.mariadb.SkipLockedWorkQueue;
import org.adei.cache.work.LaneName;

/** Completes items, each with a data row in the same transaction, and takes the next in it. One thread. */
final class Claimant implements Runnable {
    static final String TABLE = """
            CREATE TABLE measured (id BIGINT AUTO_INCREMENT PRIMARY KEY, k BIGINT NOT NULL, v0 DOUBLE, v1 DOUBLE,
                v2 DOUBLE, v3 DOUBLE, v4 DOUBLE, v5 DOUBLE, v6 DOUBLE, v7 DOUBLE) ENGINE = InnoDB
            """;

    private static final String ROW = "(?, ?, 1, 2, 3, 4, 5, 6, 7)";

    private final SkipLockedWorkQueue queue;
    private final int batch;
    private final AtomicLong completed;
    private final BooleanSupplier ends;

    Claimant(SkipLockedWorkQueue queue, int batch, AtomicLong completed, BooleanSupplier ends) {
        this.queue = queue;
        this.batch = batch;
        this.completed = completed;
        this.ends = ends;
    }

    @Override
    public void run() {
        List<LeasedItem> held = List.of();
        while (!ends.getAsBoolean()) {
            held = exchange(held, Demand.of(LaneName.ARCHIVE, batch));
            if (held.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        exchange(held, Demand.nothing(LaneName.ARCHIVE));
    }

    private List<LeasedItem> exchange(List<LeasedItem> done, Demand next) {
        Settlement settlement = queue.settle(
                done.stream().map(Outcome.Done::new).toList(), next, connection -> write(connection, done));
        if (!settlement.stored()) {
            throw new IllegalStateException(settlement.lost().size() + " leases were lost while they were measured");
        }
        completed.addAndGet(done.size());
        return settlement.next();
    }

    private static void write(Connection connection, List<LeasedItem> done) throws SQLException {
        if (done.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO measured (k, v0, v1, v2, v3, v4, v5, v6, v7) VALUES " + ROW
                + (", " + ROW).repeat(done.size() - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (LeasedItem lease : done) {
                statement.setLong(index++, lease.item().key());
                statement.setDouble(index++, lease.attempts());
            }
            statement.executeUpdate();
        }
    }
}
