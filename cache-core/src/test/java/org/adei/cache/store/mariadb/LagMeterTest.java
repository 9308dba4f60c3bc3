package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.adei.cache.store.mariadb.LagMeter.Beat;
import org.junit.jupiter.api.Test;

class LagMeterTest {
    private final LagMeter meter = new LagMeter(Duration.ofSeconds(8));

    @Test
    void whoShowsTheNewestLeaseIsNotBehind() {
        meter.seen("db1", new Beat(1, 100), seconds(0));
        meter.seen("db2", new Beat(1, 100), seconds(0.1));
        assertThat(meter.lag("db2", seconds(1))).contains(Duration.ZERO);
    }

    @Test
    void whoShowsAnOlderOneIsBehindSinceTheNextOneWasSeen() {
        meter.seen("db1", new Beat(1, 100), seconds(0));
        meter.seen("db2", new Beat(1, 100), seconds(0));
        meter.seen("db1", new Beat(1, 300), seconds(1));
        meter.seen("db1", new Beat(1, 500), seconds(2));
        meter.seen("db2", new Beat(1, 100), seconds(5));
        assertThat(meter.lag("db2", seconds(5))).contains(Duration.ofSeconds(4));
        meter.seen("db2", new Beat(1, 300), seconds(6));
        assertThat(meter.lag("db2", seconds(6))).contains(Duration.ofSeconds(4));
        meter.seen("db2", new Beat(1, 500), seconds(7));
        assertThat(meter.lag("db2", seconds(7))).contains(Duration.ZERO);
    }

    @Test
    void aLaterReignCountsBeforeALaterTime() {
        meter.seen("db1", new Beat(2, 100), seconds(0));
        meter.seen("db2", new Beat(1, 900), seconds(0));
        assertThat(meter.lag("db1", seconds(1))).contains(Duration.ZERO);
        assertThat(meter.lag("db2", seconds(1))).contains(Duration.ofSeconds(1));
    }

    @Test
    void withoutNewLeasesNobodyIsKnownToBeUpToDate() {
        meter.seen("db2", new Beat(1, 100), seconds(0));
        meter.seen("db2", new Beat(1, 100), seconds(9));
        assertThat(meter.lag("db2", seconds(10))).contains(Duration.ofSeconds(10));
    }

    @Test
    void whoDoesNotAnswerHasNoLag() {
        meter.seen("db2", new Beat(1, 100), seconds(0));
        meter.lost("db2");
        assertThat(meter.lag("db2", seconds(1))).isEmpty();
    }

    private static long seconds(double seconds) {
        return TimeUnit.MILLISECONDS.toNanos(Math.round(seconds * 1000));
    }
}
