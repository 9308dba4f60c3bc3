package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.adei.cache.failure.RetryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OpeningsTest {
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Openings<String> openings = new Openings<>(this::open, closed::add, Duration.ofMillis(50));

    private String open(String server) {
        if (server.equals("hung")) {
            asked.countDown();
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        if (server.equals("dead")) {
            throw new RetryException("dead");
        }
        opened.add(server);
        return server + " " + opened.size();
    }

    @AfterEach
    void end() {
        hangs.countDown();
    }

    @Test
    void aServerIsConnectedToOnce() {
        assertThat(openings.to("db1")).isEqualTo("db1 1");
        assertThat(openings.to("db1")).isEqualTo("db1 1");
    }

    @Test
    void aServerThatHangsKeepsNobodyFromTheOthersAndIsNotWaitedForLong() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> openings.to("hung"));
        asked.await();
        assertThat(openings.to("db1")).isEqualTo("db1 1");
        assertThatThrownBy(() -> openings.to("hung"))
                .isInstanceOf(RetryException.class)
                .hasMessageContaining("hung has not let anybody in within 50 ms");
        hangs.countDown();
        assertThat(first.get()).isEqualTo("hung 2");
        assertThat(openings.to("hung")).isEqualTo("hung 2");
    }

    @Test
    void whatIsGivenUpWhileItIsOpenedIsClosed() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> openings.to("hung"));
        asked.await();
        openings.giveUp("hung");
        hangs.countDown();
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasMessageContaining("hung was given up");
        assertThat(closed).containsExactly("hung 1");
        assertThat(openings.to("hung")).isEqualTo("hung 2");
    }

    @Test
    void afterAFailureItIsTriedAgain() {
        assertThatThrownBy(() -> openings.to("dead")).hasMessage("dead");
        assertThatThrownBy(() -> openings.to("dead")).hasMessage("dead");
    }

    @Test
    void nothingIsOpenedAfterTheEnd() throws Exception {
        openings.to("db1");
        CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> openings.to("hung"));
        asked.await();
        openings.close();
        hangs.countDown();
        assertThatThrownBy(late::get).hasMessageContaining("hung was given up");
        assertThatThrownBy(() -> openings.to("db1")).isInstanceOf(RetryException.class);
        assertThat(closed).containsExactlyInAnyOrder("db1 1", "hung 2");
    }
}
