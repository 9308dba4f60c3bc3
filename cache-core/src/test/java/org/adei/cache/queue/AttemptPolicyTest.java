package org.adei.cache.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

class AttemptPolicyTest {
    private static final AttemptPolicy POLICY =
            new AttemptPolicy(4, 3, 2, Duration.ofMillis(100), Duration.ofMillis(300));

    private static LeasedItem lease(int attempts, int failures) {
        return new LeasedItem(new WorkItem(1, LaneName.ARCHIVE, 1, new Interval(0, 1), ""), attempts, failures, 9);
    }

    @Test
    void passingFaultsWaitLongerEachTimeUpToTheLongest() {
        RetryException gone = new RetryException("gone");
        assertThat(POLICY.after(lease(1, 0), gone, ""))
                .isEqualTo(new Outcome.PutBack(lease(1, 0), Duration.ofMillis(100), 1, 0));
        assertThat(POLICY.after(lease(2, 0), gone, ""))
                .isEqualTo(new Outcome.PutBack(lease(2, 0), Duration.ofMillis(200), 2, 0));
        assertThat(POLICY.after(lease(3, 2), gone, ""))
                .isEqualTo(new Outcome.PutBack(lease(3, 2), Duration.ofMillis(300), 3, 2));
    }

    @Test
    void passingFaultsEndTooAndSayHowOften() {
        assertThat(POLICY.after(lease(4, 0), new RetryException("gone"), ""))
                .isEqualTo(new Outcome.Quarantined(lease(4, 0), "given up after 4 attempts: gone", ""));
    }

    @Test
    void faultsOfItsOwnAreCountedApart() {
        SkipException bad = new SkipException("bad");
        assertThat(POLICY.after(lease(3, 0), bad, "r"))
                .isEqualTo(new Outcome.PutBack(lease(3, 0), Duration.ofMillis(100), 3, 1));
        assertThat(POLICY.after(lease(1, 2), bad, "r")).isEqualTo(new Outcome.Quarantined(lease(1, 2), "bad", "r"));
    }

    @Test
    void keysSortByPriorityAndThenByArrival() {
        assertThat(WorkItem.key(0, 1L << 50)).isLessThan(WorkItem.key(1, 1)).isPositive();
        assertThat(WorkItem.key(100, 7)).isPositive().isLessThan(WorkItem.key(100, 8));
        assertThat(new WorkItem(WorkItem.key(42, 7), LaneName.LOG, 1, new Interval(0, 1), "").priority())
                .isEqualTo(42);
    }
}
