package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowRateTest {
    private static final long S = 1_000_000_000L;

    @Test
    void whatWasReadIsWaitedForAfterwards() {
        RowRate rate = new RowRate(100, 0);
        assertThat(rate.pause(0)).isZero();
        rate.read(50, 0);
        assertThat(rate.pause(0)).isEqualTo(S / 2);
        assertThat(rate.pause(S / 4)).isEqualTo(S / 4);
        rate.read(100, S / 4);
        assertThat(rate.pause(S / 2)).isEqualTo(S);
        assertThat(rate.pause(9 * S)).isZero();
    }

    @Test
    void timeThatWasNotUsedIsNotMadeUpFor() {
        RowRate rate = new RowRate(100, 0);
        rate.read(100, 10 * S);
        assertThat(rate.pause(10 * S)).isEqualTo(S);
    }

    @Test
    void aReaderGetsItsPartOfASecondAtOnceAndARowAtLeast() {
        RowRate rate = new RowRate(100, 0);
        assertThat(rate.portion()).isEqualTo(100);
        rate.share(2, 5);
        assertThat(rate.portion()).isEqualTo(20);
        rate.share(64, 1_000);
        assertThat(rate.portion()).isEqualTo(1);
    }

    @Test
    void aPartOfTheReadersHasThatPartOfTheRate() {
        RowRate rate = new RowRate(100, 0);
        rate.share(1, 4);
        rate.read(100, 0);
        assertThat(rate.pause(0)).isEqualTo(4 * S);
    }
}
