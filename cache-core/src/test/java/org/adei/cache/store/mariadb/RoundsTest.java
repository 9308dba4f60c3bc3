package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoundsTest {
    @Test
    @SuppressWarnings("try") // it works by being there
    void aFaultEndsNothing() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        CountDownLatch ended = new CountDownLatch(1);
        try (Rounds each = new Rounds(
                "test",
                () -> {
                    rounds.countDown();
                    throw new IllegalStateException("a fault");
                },
                ended::countDown,
                Duration.ofMillis(1))) {
            rounds.await();
        }
        ended.await();
    }
}
