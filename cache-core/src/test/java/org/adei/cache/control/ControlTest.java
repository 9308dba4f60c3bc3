package org.adei.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final GroupId A = GroupId.parse("s/d/a");
    private static final GroupId B = GroupId.parse("s/d/b");

    private final Board board = new Board();
    private final Listed workers = new Listed();
    private final List<String> notes = new ArrayList<>();
    private final List<Duration> heard = new ArrayList<>();
    private final Control control = new Control(
            new Control.Ports(board, workers),
            new WorkerInfo("w", "h", 1, List.of("archive"), Map.of(LaneName.ARCHIVE, 4)),
            notes::add,
            () -> "",
            new TailPace() {
                @Override
                public Duration taken() {
                    return Duration.ofMillis(7);
                }

                @Override
                public void heard(Duration slowest) {
                    heard.add(slowest);
                }
            });

    /** A board in memory that can be out of reach. */
    private static final class Board implements ControlBoard {
        private final List<ControlEntry> entries = new ArrayList<>();
        private boolean away;
        private long recached;

        @Override
        public ControlState read() {
            if (away) {
                throw new RetryException("the cache is away");
            }
            return new ControlState(entries, recached);
        }

        private void say(Target target, boolean stopped, @Nullable Integer threads) {
            entries.removeIf(entry -> entry.target().equals(target));
            entries.add(new ControlEntry(target, stopped, threads, Duration.ZERO, "test"));
        }

        @Override
        public void stop(Target target, String by) {
            say(target, true, null);
        }

        @Override
        public void start(Target target, String by) {
            say(target, false, null);
        }

        @Override
        public void scale(LaneName lane, OptionalInt total, String by) {
            say(new Target.Lane(lane), false, total.isPresent() ? total.getAsInt() : null);
        }
    }

    /** A list in memory in which every worker has a name of its own. */
    private static final class Listed implements Workers {
        private long token;
        private boolean takenForDead;
        private Duration said = Duration.ZERO;

        @Override
        public WorkerTicket register(WorkerInfo worker) {
            takenForDead = false;
            token++;
            return new WorkerTicket(worker.name() + (token == 1 ? "" : "-" + token), token);
        }

        @Override
        public Duration slowestTail(WorkerTicket self) {
            return Duration.ofMillis(80);
        }

        @Override
        public boolean beat(WorkerTicket ticket, Beat beat) {
            said = beat.tailCommit();
            return !takenForDead;
        }

        @Override
        public void leave(WorkerTicket ticket) {}

        @Override
        public List<WorkerState> all() {
            return List.of();
        }
    }

    @Test
    void everythingIsAllowedUntilSomebodySaysOtherwise() {
        control.step();
        assertThat(control.allows(LaneName.CURRENT, A)).isTrue();
        assertThat(control.threads(LaneName.ARCHIVE, 4)).isEqualTo(4);
    }

    @Test
    void howFastTheNewestRowsAreWrittenIsSaidAndHeardWithEachBeat() {
        control.step();
        control.step();
        assertThat(workers.said).isEqualTo(Duration.ofMillis(7));
        assertThat(heard).containsExactly(Duration.ofMillis(80), Duration.ofMillis(80));
    }

    @Test
    void aStoppedSetupStopsAllLanes() {
        board.stop(new Target.Setup(), "test");
        control.step();
        assertThat(LaneName.values()).noneMatch(control::allows);
    }

    @Test
    void aStoppedLaneLeavesTheOthersAlone() {
        board.stop(new Target.Lane(LaneName.ARCHIVE), "test");
        control.step();
        assertThat(control.allows(LaneName.ARCHIVE, A)).isFalse();
        assertThat(control.allows(LaneName.CURRENT, A)).isTrue();
    }

    @Test
    void aStoppedGroupStaysStoppedWhenTheSetupStarts() {
        board.stop(new Target.Setup(), "test");
        board.stop(new Target.Group(A), "test");
        board.start(new Target.Setup(), "test");
        control.step();
        assertThat(control.allows(LaneName.ARCHIVE, A)).isFalse();
        assertThat(control.allows(LaneName.ARCHIVE, B)).isTrue();
    }

    @Test
    void theThreadsOfALaneCanBeChangedAndPutBack() {
        board.scale(LaneName.ARCHIVE, OptionalInt.of(9), "test");
        control.step();
        assertThat(control.threads()).containsEntry(LaneName.ARCHIVE, 9);
        board.scale(LaneName.ARCHIVE, OptionalInt.empty(), "test");
        control.step();
        assertThat(control.threads()).containsEntry(LaneName.ARCHIVE, 4);
    }

    @Test
    void whatWasSaidLastHoldsWhileTheCacheIsAwayAndTheFaultIsNamedOnce() {
        board.stop(new Target.Group(A), "test");
        control.step();
        board.away = true;
        control.step();
        control.step();
        assertThat(control.allows(LaneName.ARCHIVE, A)).isFalse();
        assertThat(control.fault()).contains("the cache is away");
        assertThat(notes).hasSize(1);
        board.away = false;
        control.step();
        assertThat(control.fault()).isEmpty();
        assertThat(notes).hasSize(2);
    }

    @Test
    void oneThatWasTakenForDeadRegistersAnewAndSaysSo() {
        control.step();
        workers.takenForDead = true;
        control.step();
        assertThat(control.name()).isEqualTo("w-2");
        assertThat(notes).singleElement().asString().contains("taken for dead", "w-2");
    }

    @Test
    void aRequestToCacheAnewIsHeardOnceAndStaysKnown() {
        List<Long> heard = new ArrayList<>();
        control.whenRecached(() -> heard.add(control.recached()));
        control.step();
        board.recached = 5;
        control.step();
        control.step();
        board.recached = 0;
        control.step();
        assertThat(control.recached()).isEqualTo(5);
        board.recached = 9;
        control.step();
        assertThat(heard).containsExactly(5L, 9L);
    }
}
