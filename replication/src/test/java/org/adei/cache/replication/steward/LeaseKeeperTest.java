package org.adei.cache.replication.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ServerView;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final Ballot MANDATE = new Ballot(1, 1, 1);

    @Test
    void stoppingWaitsForTheRenewalAtWorkAndNoneComesAfterIt() throws Exception {
        OneServer server = new OneServer(true);
        LeaseKeeper keeper = keeper(server);
        CompletableFuture<Boolean> renewal = CompletableFuture.supplyAsync(keeper::renew);
        server.asked.await();
        CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(() -> keeper.stopFor("db1"));
        await().during(Duration.ofMillis(100)).until(() -> !stop.isDone());
        server.answer.countDown();
        assertThat(stop.get()).isTrue();
        assertThat(renewal.get()).isTrue();
        assertThat(keeper.renew()).isFalse();
        assertThat(server.renewals).hasValue(1);
    }

    @Test
    void aRenewalOfUnknownOutcomeKeepsItFromBeingStopped() {
        OneServer server = new OneServer(false);
        server.answer.countDown();
        LeaseKeeper keeper = keeper(server);
        keeper.renew();
        assertThat(keeper.stopFor("db1")).isFalse();
        keeper.renew();
        assertThat(keeper.gaveUp(1)).isTrue();
    }

    @Test
    void theLeaseOfAnotherServerGoesOn() {
        OneServer server = new OneServer(true);
        server.answer.countDown();
        LeaseKeeper keeper = keeper(server);
        assertThat(keeper.stopFor("db2")).isTrue();
        assertThat(keeper.renew()).isTrue();
    }

    private static LeaseKeeper keeper(Fleet fleet) {
        LeaseKeeper keeper = new LeaseKeeper(fleet, 1, Terms.of(Duration.ofSeconds(1)), () -> 0);
        keeper.keep("db1", MANDATE);
        return keeper;
    }

    /** Answers a renewal when it is let. */
    private static final class OneServer implements Fleet {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch answer = new CountDownLatch(1);
        final AtomicInteger renewals = new AtomicInteger();
        private final boolean renews;

        OneServer(boolean renews) {
            this.renews = renews;
        }

        @Override
        public boolean renew(String server, long epoch, long until) {
            renewals.incrementAndGet();
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return renews;
        }

        @Override
        public Set<String> hold(long term) {
            return Set.of("db1");
        }

        @Override
        public List<ServerView> observe() {
            return List.of();
        }

        @Override
        public Set<String> vote(Ballot ballot) {
            return Set.of();
        }

        @Override
        public Set<String> claim(Ballot ballot) {
            return Set.of();
        }

        @Override
        public void release(long term) {}

        @Override
        public void act(Step step, Ballot mandate, long until) {}
    }
}
