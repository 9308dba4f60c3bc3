package org.adei.cache.queue.mariadb;

import java.time.Duration;
import org.adei.cache.queue.QueueFixture;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.mariadb.MariaDbLeadership;

final class MariaDbQueueFixture implements QueueFixture {
    final StoreDatabase schema = new StoreDatabase();

    @Override
    public SkipLockedWorkQueue process(QueueLimits limits) {
        return new SkipLockedWorkQueue(schema.store(Duration.ofMinutes(1)).queue(), limits);
    }

    @Override
    public void passTime() {
        schema.run("UPDATE adei_queue_leased SET lease_until = lease_until - INTERVAL 1 DAY");
    }

    @Override
    public LeaderLease lead() {
        return new MariaDbLeadership(schema.store(Duration.ofMinutes(1)).coordination(), "test", Duration.ofMinutes(30))
                .acquire()
                .orElseThrow();
    }

    @Override
    public void close() {
        schema.close();
    }
}
