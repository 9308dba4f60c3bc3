package org.adei.cache.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.work.SourceState;
import org.junit.jupiter.api.Test;

class SourceDeskTest {
    private static final long S = 1_000_000_000L;
    private static final Look SEEN = new Look.Seen(List.of(), List.of("a: x", "b: y"), List.of(), "f");
    private static final Look FAILED = new Look.Failed("no route");

    private static SourceState look(SourceDesk desk, Look look, long from, long to) {
        desk.looking(from);
        return desk.looked(look, from, to);
    }

    @Test
    void aSourceThatIsDownIsAskedLaterAndLaterUpToAMinute() {
        SourceDesk desk = new SourceDesk("s", 0);
        long now = 0;
        for (long wait : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(desk.isDue(now)).isTrue();
            SourceState state = look(desk, FAILED, now, now);
            assertThat(state.reachable()).isFalse();
            assertThat(state.message()).isEqualTo("no route");
            assertThat(state.next()).isEqualTo(Duration.ofSeconds(wait));
            desk.want();
            assertThat(desk.isDue(now + wait * S - 1)).isFalse();
            now += wait * S;
        }
        assertThat(look(desk, SEEN, now, now).failures()).isZero();
    }

    @Test
    void aSourceThatAnswersIsAskedWhenTheCalendarSaysSoAndAtMostATwentiethOfTheTime() {
        SourceDesk desk = new SourceDesk("s", 0);
        SourceState state = look(desk, SEEN, 0, S);
        assertThat(state.message()).isEqualTo("a: x; b: y");
        assertThat(desk.isDue(100 * S)).isFalse();
        desk.want();
        assertThat(desk.isDue(20 * S)).isFalse();
        assertThat(desk.isDue(21 * S)).isTrue();
    }

    @Test
    void aSourceThatLetsOneWaitIsAskedAgainSoonTheFirstTime() {
        SourceDesk desk = new SourceDesk("s", 0);
        assertThat(slowLook(desk, 0).next()).isEqualTo(SourceDesk.FIRST_WAIT);
        assertThat(slowLook(desk, 20 * S).next()).isEqualTo(Duration.ofSeconds(20 * 8));
    }

    private static SourceState slowLook(SourceDesk desk, long from) {
        desk.looking(from);
        assertThat(desk.overdue(from + 6 * S)).isPresent();
        return desk.looked(SEEN, from, from + 8 * S);
    }

    @Test
    void aSourceThatLetsOneWaitIsNamedOnce() {
        SourceDesk desk = new SourceDesk("s", 0);
        desk.looking(0);
        assertThat(desk.isDue(50 * S)).isFalse();
        assertThat(desk.overdue(4 * S)).isEmpty();
        assertThat(desk.overdue(6 * S).orElseThrow().message()).contains("source s has not answered");
        assertThat(desk.overdue(7 * S)).isEmpty();
        desk.looked(SEEN, 0, 8 * S);
        assertThat(desk.overdue(90 * S)).isEmpty();
    }

    @Test
    void theFingerprintChangesWithGroupsAndChannelsOnly() {
        String before = Fingerprint.of(List.of(group("a", "x", "y"), group("b", "x")));
        assertThat(Fingerprint.of(List.of(group("b", "x"), group("a", "x", "y"))))
                .isEqualTo(before);
        assertThat(Fingerprint.of(List.of(group("a", "x"), group("b", "x")))).isNotEqualTo(before);
        assertThat(Fingerprint.of(List.of(group("a", "xy"), group("b", "x")))).isNotEqualTo(before);
        assertThat(Fingerprint.of(List.of(group("a", "x", "y")))).isNotEqualTo(before);
    }

    private static SourceGroup group(String name, String... channels) {
        return new SourceGroup(new GroupId("s", "d", name), List.of(channels), Interval.ALL, List.of(), "t");
    }
}
