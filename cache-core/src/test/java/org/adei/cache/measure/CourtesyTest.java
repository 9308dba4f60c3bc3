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
    void theArchiveRestsForTheNewestRowsOfOtherProcessesToo() {
        Courtesy courtesy = new Courtesy(() -> now);
        courtesy.heard(FAST);
        assertThat(courtesy.giveWay()).isZero();
        courtesy.heard(SLOW);
        assertThat(courtesy.giveWay()).isEqualTo(SLOW / 2);
        courtesy.committed(FAST);
        assertThat(courtesy.giveWay()).isEqualTo(SLOW / 2);
        courtesy.heard(0);
        assertThat(courtesy.giveWay()).isEqualTo(SLOW / 4);
        now += TimeUnit.SECONDS.toNanos(6);
        assertThat(courtesy.giveWay()).isZero();
    }

    @Test
    void slowOnesOfOthersLengthenTheRestUpToItsBound() {
        long rest = 0;
        for (int second = 0; second < 5; second++) {
            rest = Courtesy.nextForOthers(rest, SLOW);
        }
        assertThat(rest).isEqualTo(Courtesy.LONGEST);
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
