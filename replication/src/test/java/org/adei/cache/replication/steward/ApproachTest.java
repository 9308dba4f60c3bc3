package org.adei.cache.replication.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApproachTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Approach approach = new Approach();

    @Test
    void aReplicaThatIsNearIsEnough() {
        assertThat(approach.again(50 * MILLI)).isFalse();
    }

    @Test
    void oneThatTookLongCatchesUpOnceMoreUntilItIsNear() {
        assertThat(approach.again(700 * MILLI)).isTrue();
        assertThat(approach.again(90 * MILLI)).isTrue();
        assertThat(approach.again(10 * MILLI)).isFalse();
    }

    @Test
    void oneThatNeverComesNearIsTakenAfterFiveTimesMore() {
        for (int i = 0; i < 5; i++) {
            assertThat(approach.again(300 * MILLI)).isTrue();
        }
        assertThat(approach.again(300 * MILLI)).isFalse();
    }

    @Test
    void anotherMoveBeginsAnew() {
        oneThatNeverComesNearIsTakenAfterFiveTimesMore();

        oneThatNeverComesNearIsTakenAfterFiveTimesMore();
    }
}
