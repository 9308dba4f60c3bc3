package org.adei.cache.queue.mariadb;

import org.adei.cache.queue.QueueFixture;
import org.adei.cache.queue.WorkQueueContract;

class SkipLockedWorkQueueIT extends WorkQueueContract {
    @Override
    protected QueueFixture open() {
        return new MariaDbQueueFixture();
    }
}
