package org.adei.cache.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.adei.cache.worker.serve.Watchdog.Look;
import org.adei.cache.worker.serve.Watchdog.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchdogTest {
    private static final long START = -5_000_000_000_000L;

    private static long at(double seconds) {
        return START + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** Times in seconds: of the last progress before, of the look before, of the progress now, of this look. */
    @ParameterizedTest
    @CsvSource({
        "true,  0, 0, 0, 1, false",
        "true,  0, 6, 0, 7, false",
        "true,  0, 7, 0, 7.1, true",
        "true,  0, 8, 7.5, 9, false",
        "false, 0, 8, 0, 9, false",
        "true,  0, 1, 0, 60, false",
    })
    void aLaneStallsOnceItHadWorkForLongAndWentNowhere(
            boolean work, double since, double lookedAt, double progress, double now, boolean stalled) {
        State after = Watchdog.judge(new State(at(since), at(lookedAt), false), new Look(work, at(progress)), at(now));
        assertThat(after.stalled()).isEqualTo(stalled);
    }

    @Test
    void whatItRestedDoesNotCountAgainstALane() {
        State state = State.at(at(0));
        for (int second = 1; second <= 60; second++) {
            state = Watchdog.judge(state, new Look(false, at(0)), at(second));
        }
        for (int second = 61; second <= 67; second++) {
            state = Watchdog.judge(state, new Look(true, at(0)), at(second));
            assertThat(state.stalled()).isFalse();
        }
        assertThat(Watchdog.judge(state, new Look(true, at(0)), at(68)).stalled())
                .isTrue();
    }

    @Test
    void aStallLastsUntilThereIsProgress() {
        State stalled = new State(at(0), at(8), true);
        stalled = Watchdog.judge(stalled, new Look(true, at(0)), at(9));
        assertThat(stalled.stalled()).isTrue();
        assertThat(Watchdog.judge(stalled, new Look(true, at(9.5)), at(10)).stalled())
                .isFalse();
    }

    @Test
    void aProcessThatWasFrozenItselfDoesNotBlameItsLanes() {
        State state = Watchdog.judge(new State(at(0), at(1), false), new Look(true, at(0)), at(300));
        assertThat(state.stalled()).isFalse();
        assertThat(Watchdog.judge(state, new Look(true, at(0)), at(301)).stalled())
                .isFalse();
    }
}
