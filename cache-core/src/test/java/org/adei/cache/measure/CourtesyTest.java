package org.adei.cache.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long SLOW = Courtesy.SLOW + 1;

    private long now;

    @Test
    void slowCommitsOfTheNewestRowsDoubleTheRestUpToABound() {
        long rest = 0;
        long before = -1;
        while (rest != before) {
            before = rest;
            rest = Courtesy.next(rest, SLOW);
            assertThat(rest).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Courtesy.LONGEST);
        }
        assertThat(rest).isEqualTo(Courtesy.LONGEST);
    }

    @Test
    void fastOnesGiveItBackStepByStep() {
        long rest = Courtesy.LONGEST;
        int steps = 0;
        while (rest > 0) {
            rest = Courtesy.next(rest, FAST);
            steps++;
        }
        assertThat(steps).isBetween(10, 100);
        assertThat(Courtesy.next(0, FAST)).isZero();
    }

    @Test
    void nobodyRestsWhereNothingNewIsWritten() {
        Courtesy courtesy = new Courtesy(() -> now);
        assertThat(courtesy.giveWay()).isZero();
        courtesy.committed(SLOW);
        assertThat(courtesy.giveWay()).isPositive();
        now += TimeUnit.SECONDS.toNanos(3);
        assertThat(courtesy.giveWay()).isZero();
    }
}
