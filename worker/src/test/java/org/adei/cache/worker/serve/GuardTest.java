package org.adei.cache.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.control.Permission;
import org.adei.cache.engine.RunListener;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Storage;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60);
    private static final long S = 1_000_000_000L;
    private static final GroupId GROUP = GroupId.parse("s/d/a");

    private long now = -7 * S;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> notes = new ArrayList<>();
    private final Measures measures = new Measures(registry, LADDER, () -> now);
    private final Guard guard = new Guard(registry, measures, () -> now, notes::add);
    private final RunListener listener = new MeasuringListener(RunListener.NONE, measures);

    /** Lets seconds pass, in each of which something happens and the guard looks. */
    private void pass(int seconds, Runnable each) {
        for (int second = 0; second < seconds; second++) {
            now += S;
            each.run();
            guard.look(Permission.ALWAYS, LEASE);
        }
    }

    private static Claim slice(long token) {
        CachedGroup group = new CachedGroup(1, GROUP, List.of("v"), LADDER, new Storage(true, StorageLayout.PACKED));
        return new Claim(group, 0, 0, 600 * S, token, null);
    }

    private static WriteListener.Commit commit(GroupId group) {
        return new WriteListener.Commit(group, 1, 1, 8, 1);
    }

    private double value(String gauge, LaneName lane) {
        return registry.get(gauge).tag("lane", lane.toString()).gauge().value();
    }

    @Test
    void workThatIsStoppedIsNoStallButWorkThatNobodyLooksAtIs() {
        measures.activity(LaneName.ARCHIVE).waiting(true);
        pass(20, () -> listener.passedOver(LaneName.ARCHIVE));
        assertThat(guard.stalled()).isEmpty();

        pass(20, () -> {});
        assertThat(guard.stalled()).containsExactly(LaneName.ARCHIVE);
    }

    @Test
    void aSourceThatIsNotInTheConfigurationAnyMoreIsForgotten() {
        pass(5, () -> {
            listener.cameRound(LaneName.CURRENT, "goes");
            listener.cameRound(LaneName.CURRENT, "stays");
        });
        measures.startAnew();
        pass(20, () -> listener.cameRound(LaneName.CURRENT, "stays"));
        assertThat(guard.stalled()).isEmpty();

        pass(20, () -> {});
        assertThat(guard.stalled()).containsExactly(LaneName.CURRENT);
    }

    @Test
    void whatFollowsLogsStallsInTheLogLane() {
        pass(20, () -> listener.cameRound(LaneName.CURRENT, "s"));
        listener.cameRound(LaneName.LOG, "s");
        pass(20, () -> listener.cameRound(LaneName.CURRENT, "s"));
        assertThat(guard.stalled()).containsExactly(LaneName.LOG);
    }

    @Test
    void aSliceOfALogThatHangsStallsTheLogLane() {
        measures.began(LaneName.LOG, slice(3));
        pass(20, () -> {});
        assertThat(guard.stalled()).containsExactly(LaneName.LOG);
    }

    @Test
    void aSliceThatHangsIsNamedThoughOthersGoOn() {
        Claim hangs = slice(1);
        Claim works = slice(2);
        measures.began(LaneName.ARCHIVE, hangs);
        measures.began(LaneName.ARCHIVE, works);
        pass(29, () -> {
            measures.advanced(works);
            measures.committed(LaneName.ARCHIVE, commit(GROUP));
        });
        assertThat(notes).isEmpty();
        pass(5, () -> {
            measures.advanced(works);
            measures.committed(LaneName.ARCHIVE, commit(GROUP));
        });
        assertThat(guard.stalled()).isEmpty();
        assertThat(notes).singleElement().asString().contains("slice 1970-01-01T00:00:00Z", "of group s/d/a");
        assertThat(guard.complaint()).contains("slice 1970-01-01T00:00:00Z");
        assertThat(guard.stuck()).hasSize(1);
        assertThat(value("adei_items_stalled", LaneName.ARCHIVE)).isEqualTo(1);

        measures.ended(LaneName.ARCHIVE, hangs);
        pass(1, () -> measures.advanced(works));
        assertThat(guard.stuck()).isEmpty();
        assertThat(value("adei_items_stalled", LaneName.ARCHIVE)).isZero();
    }

    @Test
    void aTailThatHangsWhileItIsTakenIsNamed() {
        listener.taking(LaneName.CURRENT, GROUP);
        pass(35, () -> {
            listener.cameRound(LaneName.CURRENT, "s");
            measures.committed(LaneName.CURRENT, commit(GroupId.parse("s/d/b")));
        });
        assertThat(guard.stuck()).containsExactly("tail of group s/d/a");
        listener.taken(LaneName.CURRENT, GROUP);
        pass(1, () -> {});
        assertThat(guard.stuck()).isEmpty();
    }

    @Test
    void aProcessThatWasFrozenItselfDoesNotBlameItsItems() {
        measures.began(LaneName.ARCHIVE, slice(1));
        pass(1, () -> {});
        now += 300 * S;
        guard.look(Permission.ALWAYS, LEASE);
        assertThat(guard.stuck()).isEmpty();
    }
}
