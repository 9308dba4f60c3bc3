package org.adei.cache.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

class GroupLagsTest {
    private static final long S = 1_000_000_000L;
    private static final GroupId GROUP = GroupId.parse("s/d/a");

    private long now = -3 * S;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final GroupLags lags = new GroupLags(registry, Ladder.ofSeconds(10), () -> now);

    private double lag(String level) {
        return registry.get("adei_lag_seconds").tag("level", level).gauge().value();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void aGroupThatFailsIsFurtherBehindEachSecond() {
        lags.followed(LaneName.CURRENT, GROUP, 100 * S);
        lags.seen(LaneName.CURRENT, GROUP, 104 * S);
        assertThat(lag("raw")).isEqualTo(4);
        lags.failing(LaneName.CURRENT, GROUP);
        now += 60 * S;
        lags.failing(LaneName.CURRENT, GROUP);
        assertThat(lag("raw")).isEqualTo(64);
        assertThat(lag("10s")).isEqualTo(64);
        assertThat(gauge("adei_groups_failing")).isEqualTo(1);
        assertThat(gauge("adei_failing_seconds")).isEqualTo(60);
        assertThat(lags.anyBehind(LaneName.CURRENT))
                .as("it is told as failing, not as standing still")
                .isFalse();

        lags.recovered(GROUP);
        assertThat(lag("raw")).isEqualTo(4);
        assertThat(lags.anyBehind(LaneName.CURRENT)).isTrue();
        assertThat(lags.anyBehind(LaneName.LOG)).isFalse();
        assertThat(gauge("adei_groups_failing")).isZero();
    }

    @Test
    void aGroupThatFailsFromTheBeginningIsSeen() {
        lags.failing(LaneName.CURRENT, GROUP);
        now += 9 * S;
        assertThat(lag("raw")).isEqualTo(9);
        assertThat(lag("10s")).isEqualTo(9);
    }

    @Test
    void groupsOfASourceThatIsDownAreFurtherBehindEachSecond() {
        lags.followed(LaneName.CURRENT, GROUP, 100 * S);
        lags.source("s", false);
        now += 9 * S;
        lags.source("s", false);
        assertThat(lag("raw")).isEqualTo(9);
        lags.source("s", true);
        assertThat(lag("raw")).isZero();
    }

    @Test
    void whatAnotherProcessFollowsIsItsBusiness() {
        lags.followed(LaneName.CURRENT, GROUP, 100 * S);
        lags.failing(LaneName.CURRENT, GROUP);
        lags.source("s", false);
        lags.left(GROUP);
        now += 9 * S;
        assertThat(lag("raw")).isZero();
        assertThat(gauge("adei_failing_seconds")).isZero();
    }
}
