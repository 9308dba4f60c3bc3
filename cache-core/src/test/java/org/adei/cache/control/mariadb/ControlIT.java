package org.adei.cache.control.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.adei.cache.control.Beat;
import org.adei.cache.control.ControlState;
import org.adei.cache.control.Target;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.WorkerState;
import org.adei.cache.control.WorkerTicket;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlIT {
    private static final WorkerInfo WORKER =
            new WorkerInfo("katrin", "host", 17, List.of("archive", "current"), Map.of(LaneName.ARCHIVE, 4));

    private StoreDatabase schema;
    private MariaDbWorkers workers;

    @BeforeEach
    void open() {
        schema = new StoreDatabase();
        workers = workers();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private MariaDbWorkers workers() {
        return new MariaDbWorkers(schema.store(Duration.ofSeconds(30)).coordination());
    }

    private static List<String> names(MariaDbWorkers workers) {
        return workers.all().stream()
                .filter(WorkerState::counts)
                .map(WorkerState::name)
                .toList();
    }

    private static Beat beat(int threads, String message, long tailMillis) {
        return new Beat(Map.of(LaneName.ARCHIVE, threads), message, Duration.ofMillis(tailMillis));
    }

    @Test
    void theSlowestOfTheOthersWhoBeatIsKnown() {
        WorkerTicket self = workers.register(WORKER);
        WorkerTicket slow = workers().register(WORKER);
        WorkerTicket slower = workers().register(WORKER);
        workers.beat(self, beat(1, "", 900));
        workers.beat(slow, beat(1, "", 80));
        workers.beat(slower, beat(1, "", 120));
        assertThat(workers.slowestTail(self)).isEqualTo(Duration.ofMillis(120));

        schema.run("UPDATE `" + schema.schema() + "`.adei_worker SET beat = SYSDATE(6) - INTERVAL 8 SECOND"
                + " WHERE name = 'katrin-3'");
        assertThat(workers.slowestTail(self)).isEqualTo(Duration.ofMillis(80));
        workers.beat(slow, beat(1, "", 0));
        assertThat(workers.slowestTail(self)).isZero();
    }

    @Test
    void whatIsSaidIsReadByAnotherProcess() {
        GroupId group = GroupId.parse("s/d/a group/with \"quotes\"");
        MariaDbControlBoard board =
                new MariaDbControlBoard(schema.store(Duration.ofSeconds(30)).coordination());
        board.stop(new Target.Setup(), "me");
        board.stop(new Target.Group(group), "me");
        board.scale(LaneName.ARCHIVE, OptionalInt.of(7), "you");
        ControlState state =
                new MariaDbControlBoard(schema.store(Duration.ofSeconds(30)).coordination()).read();

        assertThat(state.stopped())
                .extracting(entry -> entry.target().toString())
                .containsExactly("setup", "group " + group);
        assertThat(state.total(LaneName.ARCHIVE)).hasValue(7);
        assertThat(state.allows(LaneName.LOG)).isFalse();

        board.start(new Target.Setup(), "me");
        board.scale(LaneName.ARCHIVE, OptionalInt.empty(), "you");
        assertThat(board.read().total(LaneName.ARCHIVE)).isEmpty();
        assertThat(board.read().allows(LaneName.LOG)).isTrue();
        assertThat(board.read().allows(LaneName.LOG, group)).isFalse();
    }

    @Test
    void aWorkerIsListedWithItsThreadsAndComplaint() {
        WorkerTicket ticket = workers.register(WORKER);
        assertThat(workers.beat(ticket, beat(2, "the archive stands still", 0))).isTrue();

        WorkerState state = workers.all().get(0);
        assertThat(state.name()).isEqualTo("katrin");
        assertThat(state.condition()).isEqualTo(WorkerState.Condition.WORKING);
        assertThat(state.threads(LaneName.ARCHIVE)).isEqualTo(2);
        assertThat(state.message()).isEqualTo("the archive stands still");
        assertThat(state.beat()).isLessThan(Duration.ofMinutes(1));
        assertThat(state.worker().roles()).containsExactly("archive", "current");
    }

    @Test
    void aSecondOneOfTheSameNameGetsANumber() {
        workers.register(WORKER);
        assertThat(workers().register(WORKER).name()).isEqualTo("katrin-2");
        assertThat(workers().register(WORKER).name()).isEqualTo("katrin-3");
        assertThat(names(workers)).containsExactly("katrin", "katrin-2", "katrin-3");
    }

    @Test
    void manyThatStartAtOnceUnderOneNameAllGetNamesOfTheirOwn() {
        List<CompletableFuture<WorkerTicket>> starting = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> workers.register(WORKER)))
                .toList();
        assertThat(starting.stream().map(each -> each.join().name()).distinct()).hasSize(8);
        assertThat(starting.stream().map(each -> each.join().token()).distinct())
                .hasSize(8);
    }

    @Test
    void oneThatLeavesIsOffTheListAndItsNameFree() {
        WorkerTicket ticket = workers.register(WORKER);
        workers.leave(ticket);
        assertThat(workers.all()).isEmpty();
        assertThat(workers.register(WORKER).name()).isEqualTo("katrin");
    }

    @Test
    void oneWhoseProcessIsGoneDropsOutAndItsSuccessorHasItsName() {
        MariaDbCacheStore dying = schema.store(Duration.ofSeconds(30));
        WorkerTicket old = new MariaDbWorkers(dying.coordination()).register(WORKER);
        dying.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> names(workers).isEmpty());
        assertThat(workers.all()).singleElement().matches(state -> state.condition() == WorkerState.Condition.GONE);

        assertThat(workers.register(WORKER).name()).isEqualTo("katrin");
        assertThat(workers.beat(old, beat(1, "", 0))).isFalse();
    }

    @Test
    void oneThatDoesNotBeatIsSilentAndThenTakenForDeadByTheDatabasesClock() {
        WorkerTicket frozen = workers.register(WORKER);
        schema.run("UPDATE `" + schema.schema() + "`.adei_worker SET beat = SYSDATE(6) - INTERVAL 8 SECOND");
        assertThat(workers.all()).singleElement().matches(state -> state.condition() == WorkerState.Condition.SILENT);
        schema.run("UPDATE `" + schema.schema() + "`.adei_worker SET beat = SYSDATE(6) - INTERVAL 31 SECOND");
        assertThat(names(workers)).isEmpty();

        workers().register(WORKER);
        assertThat(workers.beat(frozen, beat(1, "", 0))).isFalse();
    }

    @Test
    void whatIsForgottenToBeCachedAnewIsHeardByAnotherProcessAndStopsNothing() {
        MariaDbCacheStore store = schema.store(Duration.ofSeconds(30));
        MariaDbControlBoard board =
                new MariaDbControlBoard(schema.store(Duration.ofSeconds(30)).coordination());
        CachedGroup group = store.catalogue()
                .register(
                        new SourceGroup(GroupId.parse("s/d/a"), List.of("x"), Interval.ALL, List.of(), ""),
                        Ladder.DEFAULT,
                        true)
                .group();
        assertThat(board.read().recached()).isZero();
        store.coverage().forget(group, Interval.ALL);
        assertThat(board.read().recached()).isZero();
        store.coverage().recache(group, Interval.ALL);
        long first = board.read().recached();
        assertThat(first).isPositive();
        store.coverage().recache(group, Interval.ALL);
        assertThat(board.read().recached()).isGreaterThan(first);
        assertThat(board.read().entries()).isEmpty();
    }
}
