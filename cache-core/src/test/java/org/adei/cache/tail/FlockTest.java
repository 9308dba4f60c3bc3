package org.adei.cache.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlockTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MANY = 50;

    @Test
    void countingTakesATwentiethOfTheTimeOfAllFlocksTogether() {
        Flock one = new Flock(List.of(), MANY, 0);

        one.answered(0, 4 * MILLI, true, 0);

        long again = 4 * MILLI + MANY * 20 * 4 * MILLI;
        assertThat(one.counts(again - 1)).isFalse();
        assertThat(one.counts(again)).isTrue();
    }

    @Test
    void aFlockAloneIsCountedTwiceASecondAtMost() {
        Flock alone = new Flock(List.of(), 1, 0);

        alone.answered(0, MILLI, true, 0);

        assertThat(alone.counts(500 * MILLI)).isFalse();
        assertThat(alone.counts(501 * MILLI)).isTrue();
    }

    @Test
    void aCountThatStoodStillIsRepeatedWithinAMinute() {
        Flock flock = new Flock(List.of(), MANY, 0);
        long stood = TimeUnit.SECONDS.toNanos(30);

        flock.answered(0, stood, true, 0);

        assertThat(flock.counts(stood + TimeUnit.MINUTES.toNanos(1))).isTrue();
    }

    @Test
    void whatCountingTakesIsNoMeasureOfAQuestion() {
        Flock flock = new Flock(List.of(), 1, 0);

        flock.answered(0, 2 * MILLI, false, 0);
        flock.answered(0, 90 * MILLI, true, 0);

        assertThat(flock.cost()).isEqualTo(2 * MILLI);
    }
}
