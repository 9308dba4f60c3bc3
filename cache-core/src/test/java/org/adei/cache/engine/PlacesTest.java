package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final AtomicInteger count = new AtomicInteger(1);
    private final Places places = new Places(count::get);

    private CompletableFuture<Boolean> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return places.acquire(() -> false);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void oneWhoWaitsGetsAPlaceThatIsAdded() throws Exception {
        assertThat(places.acquire(() -> false)).isTrue();
        CompletableFuture<Boolean> second = waiting();
        count.set(2);
        assertThat(second.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void placesThatAreTakenAwayAreTooManyUntilTheyAreGivenBack() throws InterruptedException {
        assertThat(places.acquire(() -> false)).isTrue();
        count.set(0);
        assertThat(places.tooMany()).isTrue();
        places.release();
        assertThat(places.tooMany()).isFalse();
    }

    @Test
    void oneWhoGivesUpGetsNone() throws InterruptedException {
        assertThat(places.acquire(() -> true)).isFalse();
        assertThat(places.acquire(() -> false)).isTrue();
    }
}
