package org.adei.cache.replication.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.steward.ClockWatch.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {
    private static final long MILLI = 1_000_000;
    private static final long OFFSET = 1_700_000_000_000_000L;

    private final ClockWatch watch = new ClockWatch(Duration.ofSeconds(1));
    private final Random random = new Random(7);

    /** A reading at a moment, of a clock that is there already at {@code shown}; the question took some time. */
    private void read(long at, double shown, long slowness) {
        long before = (long) (random.nextDouble() * slowness);
        watch.read(new Reading(OFFSET + (long) (shown / 1_000), at - before, at + slowness - before));
    }

    private void run(double rate, long slowness) {
        for (long at = 0; at < 10_000 * MILLI; at += 50 * MILLI) {
            read(at, at * rate, slowness);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.96, 0.999, 1, 1.001, 1.04})
    void aClockThatKeepsPaceIsGoodHoweverSlowlyItIsRead(double rate) {
        run(rate, 300 * MILLI);
        assertThat(watch.flaw()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.94})
    void aClockThatRunsBehindBars(double rate) {
        run(rate, 5 * MILLI);
        assertThat(watch.flaw()).hasValueSatisfying(flaw -> {
            assertThat(flaw.bars()).isTrue();
            assertThat(flaw.text()).contains("behind", "times as fast");
        });
    }

    @Test
    void aClockThatRunsAheadIsNamedAndMayBeMaster() {
        run(1.2, 5 * MILLI);
        assertThat(watch.flaw()).map(Flaw::bars).contains(false);
    }

    @Test
    void aClockThatWasSetBackIsBarredAtOnceAndGoodAgainAfterFiveLeases() {
        read(0, 0, MILLI);
        read(50 * MILLI, 50.0 * MILLI, MILLI);
        read(100 * MILLI, -100.0 * MILLI, MILLI);
        assertThat(watch.flaw()).map(Flaw::bars).contains(true);
        for (long at = 150 * MILLI; at < 5_000 * MILLI; at += 50 * MILLI) {
            read(at, at - 200.0 * MILLI, MILLI);
            assertThat(watch.flaw()).isPresent();
        }
        for (long at = 5_000 * MILLI; at < 5_500 * MILLI; at += 50 * MILLI) {
            read(at, at - 200.0 * MILLI, MILLI);
        }
        assertThat(watch.flaw()).isEmpty();
    }

    @Test
    void aStepIsSeenHoweverLongAgoTheFirstReadingWas() {
        run(1, MILLI);
        read(10_000 * MILLI, 9_900.0 * MILLI, MILLI);
        assertThat(watch.flaw()).isPresent();
    }
}
