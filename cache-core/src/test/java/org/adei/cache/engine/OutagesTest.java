package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.failure.UnreachableException;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final long YEAR = Duration.ofDays(365).toNanos();

    private final Set<String> down = new HashSet<>();
    private long now = -5;
    private final Outages outages = new Outages(down::contains, () -> now);

    @Test
    void onlyASourceThatIsDownExplainsAFailure() {
        RetryException passing = new RetryException("lock wait");
        assertThat(outages.explains("s", new UnreachableException("gone"))).isTrue();
        assertThat(outages.explains("s", passing)).isFalse();
        down.add("s");
        assertThat(outages.explains("s", passing)).isTrue();
        assertThat(outages.explains("s", new SkipException("bad row"))).isFalse();
        assertThat(outages.explains("other", passing)).isFalse();
    }

    @Test
    void aSourceThatIsDownIsLeftAloneForLongerEachTimeUpToABound() {
        assertThat(outages.pause("s")).isEmpty();
        assertThat(outages.failed("s")).isTrue();
        Duration first = outages.pause("s").orElseThrow();
        now += first.toNanos();
        assertThat(outages.pause("s")).isEmpty();
        assertThat(outages.failed("s")).isFalse();
        assertThat(outages.pause("s")).contains(first.multipliedBy(2));
        for (int i = 0; i < 100; i++) {
            now += outages.pause("s").orElseThrow().toNanos();
            outages.failed("s");
        }
        assertThat(outages.pause("s")).contains(Duration.ofSeconds(30));
        assertThat(outages.pause("other")).isEmpty();
    }

    @Test
    void thoseThatWereUnderWayTogetherCountOnce() {
        outages.failed("s");
        Duration first = outages.pause("s").orElseThrow();
        outages.failed("s");
        assertThat(outages.pause("s")).contains(first);
    }

    @Test
    void oneThatAnswersIsWellAgain() {
        outages.failed("s");
        outages.answered("s");
        assertThat(outages.pause("s")).isEmpty();
        now += YEAR;
        assertThat(outages.failed("s")).isTrue();
    }
}
