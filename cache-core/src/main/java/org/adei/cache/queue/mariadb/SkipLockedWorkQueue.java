package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.Enqueued;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.Outcome;
import org.adei.cache.queue.QuarantinedItem;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.Settlement;
import org.adei.cache.queue.Swept;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.mariadb.LeaderGuard;

/**
 * A queue in MariaDB whose claims pass over rows that others have locked. Needs sessions that are read committed, in UTC
 * and without autocommit, as {@code MariaDbCacheStore.queue()} gives them. Thread-safe.
 *
 * <p>Round trips: a claim takes 3 (copy and return, remove, commit); storing what is done 2; both together 4, in one
 * transaction with one commit, and the caller's own data in the same one if it has any. An empty queue costs 3.
 */
public final class SkipLockedWorkQueue implements WorkQueue {
    private static final int MOST_SWEPT = 1_000;
    private static final int OWNER_BITS = 31;

    private final CacheDatabase database;
    private final QueueLimits limits;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong lastToken = new AtomicLong();

    /** Makes a queue object; nothing is asked yet. */
    public SkipLockedWorkQueue(CacheDatabase database, QueueLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    @Override
    public Enqueued enqueue(List<NewItem> items) {
        return database.transact(
                "cannot put work into the queue", connection -> Arrival.add(connection, items, limits));
    }

    @Override
    public Optional<Enqueued> enqueue(LeaderLease lead, List<NewItem> items) {
        return database.transact(
                "cannot put work into the queue",
                connection -> LeaderGuard.holds(connection, lead)
                        ? Optional.of(Arrival.add(connection, items, limits))
                        : Optional.empty());
    }

    @Override
    public Map<Long, List<Interval>> items(LaneName lane) {
        return database.transact("cannot read the queue", connection -> QueueView.items(connection, lane));
    }

    @Override
    public Settlement settle(List<? extends Outcome> outcomes, Demand next) {
        return settle(outcomes, next, connection -> {});
    }

    /**
     * As {@link WorkQueue#settle}, with the caller's data in the same transaction: it is stored if and only if every
     * lease was good.
     */
    public Settlement settle(List<? extends Outcome> outcomes, Demand next, Data data) {
        long token = next.most() == 0 ? 0 : token();
        return database.transact("cannot tell the queue what became of work", connection -> {
            data.write(connection);
            List<LeasedItem> lost = LeasedTable.settle(connection, outcomes);
            if (!lost.isEmpty()) {
                connection.rollback();
                return new Settlement(lost, List.of());
            }
            return new Settlement(List.of(), token == 0 ? List.of() : take(connection, next, token));
        });
    }

    private List<LeasedItem> take(Connection connection, Demand demand, long token) throws SQLException {
        int partition = Math.floorMod(turn.getAndIncrement(), limits.partitions());
        return ReadyTable.take(connection, demand, partition, new ReadyTable.Grant(token, micros()));
    }

    /** The number of this process, asked once, with a count. */
    private long token() {
        if (lastToken.get() == 0) {
            register();
        }
        return lastToken.incrementAndGet();
    }

    private synchronized void register() {
        if (lastToken.get() != 0) {
            return;
        }
        long owner = database.transact("cannot enter the queue", Owners::add);
        if (owner >>> OWNER_BITS != 0) {
            throw new IllegalStateException("process " + owner + " of the queue: expected a number below 2^31");
        }
        lastToken.set(owner << Owners.COUNT_BITS);
    }

    @Override
    public List<LeasedItem> renew(List<LeasedItem> leases) {
        return database.transact(
                "cannot prolong leases of the queue", connection -> LeasedTable.renew(connection, leases, micros()));
    }

    @Override
    public Swept sweep(int most) {
        if (most < 1 || most > MOST_SWEPT) {
            throw new IllegalArgumentException("sweep of " + most + " items: expected 1 to " + MOST_SWEPT);
        }
        long owner = lastToken.get() >>> Owners.COUNT_BITS;
        String act = "cannot sweep the queue";
        if (owner > 0) {
            database.transact(act, connection -> Owners.beat(connection, owner));
        }
        return database.transact(act, connection -> Sweeper.sweep(connection, most, limits.attempts()));
    }

    @Override
    public List<LaneDepth> depths() {
        return database.transact("cannot read the depth of the queue", QueueView::depths);
    }

    @Override
    public List<QuarantinedItem> quarantined(int most) {
        return database.transact(
                "cannot read what the queue has set aside", connection -> QueueView.quarantined(connection, most));
    }

    @Override
    public List<QuarantinedItem> quarantined(long group, int most) {
        return database.transact(
                "cannot read what the queue has set aside of group number " + group,
                connection -> QueueView.quarantined(connection, group, most));
    }

    @Override
    public int retry(List<Long> keys) {
        return database.transact("cannot put work back into the queue", connection -> Retrying.retry(connection, keys));
    }

    private long micros() {
        return limits.lease().toNanos() / 1000;
    }

    /** What a caller writes in the transaction that ends leases. */
    @FunctionalInterface
    public interface Data {
        void write(Connection connection) throws SQLException;
    }
}
