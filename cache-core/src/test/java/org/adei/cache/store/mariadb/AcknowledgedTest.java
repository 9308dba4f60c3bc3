package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.adei.cache.model.Interval;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
    private final List<List<Long>> told = new ArrayList<>();
    private long now;
    private final Acknowledged acknowledged = new Acknowledged(() -> now);

    AcknowledgedTest() {
        acknowledged.tell((windows, rows) -> told.add(List.of(windows, rows)));
        acknowledged.committed(1, 10, 100, 1);
        acknowledged.committed(1, 20, 200, 2);
        acknowledged.committed(1, 30, 300, 3);
        acknowledged.committed(2, 10, 1_000, 10);
    }

    @Test
    void batchesBehindTheEndOfTheCoverageAreLost() {
        acknowledged.compare("db2", Map.of(1L, List.of(new Interval(0, 10)), 2L, List.of(new Interval(0, 10))));
        assertThat(told).containsExactly(List.of(5L, 500L));
    }

    @Test
    void whatIsThereInAnyPieceIsNotLost() {
        List<Interval> pieces = List.of(new Interval(0, 12), new Interval(12, 30));
        acknowledged.compare("db2", Map.of(1L, pieces, 2L, List.of(new Interval(0, 50))));
        assertThat(told).isEmpty();
    }

    @Test
    void aGroupThatTheMasterDoesNotKnowIsLostAsAWholeAndOnce() {
        acknowledged.compare("db2", Map.of(1L, List.of(new Interval(0, 30))));
        acknowledged.compare("db3", Map.of(1L, List.of(new Interval(0, 30))));
        assertThat(told).containsExactly(List.of(10L, 1_000L));
    }

    @Test
    void whatIsOldOrWasForgottenIsNotLost() {
        now = TimeUnit.MINUTES.toNanos(2);
        acknowledged.committed(2, 20, 1, 0);
        acknowledged.committed(3, 10, 7, 0);
        acknowledged.forget(3);
        acknowledged.compare("db2", Map.of());
        assertThat(told).containsExactly(List.of(0L, 1L));
    }
}
