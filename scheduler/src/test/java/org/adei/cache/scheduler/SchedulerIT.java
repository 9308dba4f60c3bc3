package org.adei.cache.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.adei.cache.log.Severity;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.queue.mariadb.SkipLockedWorkQueue;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.GroupOrder;
import org.adei.cache.settings.Schedule;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Serve;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceState;
import org.adei.cache.work.mariadb.MariaDbLeadership;
import org.adei.cache.work.mariadb.MariaDbSourceStates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedulers on a real cache, with sources in memory. */
class SchedulerIT {
    private static final int QUEUE = 10;
    private static final long H = 3_600_000_000_000L;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final List<GroupOrder> ORDERS =
            List.of(new GroupOrder("s/db/first", GroupOrder.Order.OLDEST_FIRST, 10));

    private final ListedSource source = new ListedSource("s");
    private final ListedSource other = new ListedSource("other");
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private TestDatabase schema;

    @BeforeEach
    void open() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        schema = TestDatabase.open();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private static Setup setup(CacheServer server) {
        SourceSettings none = name -> {
            throw new IllegalStateException("sources are open already");
        };
        return new Setup(
                "test",
                server,
                Ladder.ofSeconds(60, 3600),
                Map.of("s", none, "other", none),
                new Tuning(null, 1, 2, null, true, Tuning.DEFAULT.current()),
                new Schedule("* * * * * ?", "* * * * * ?", QUEUE, ORDERS, Duration.ZERO, Map.of()),
                null,
                Serve.NOTHING);
    }

    /** A process that does nothing but schedule. */
    private final class Process implements AutoCloseable {
        private final MariaDbCacheStore store;
        private final MariaDbSourceStates states;
        private final WorkQueue queue;
        private final Scheduler scheduler;

        Process() {
            CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
            store = MariaDbCacheStore.open(server, Duration.ofSeconds(30));
            states = new MariaDbSourceStates(store.coordination());
            queue = new SkipLockedWorkQueue(store.queue(), QueueLimits.of(Duration.ofSeconds(30)));
            scheduler = Scheduler.start(
                    new Scheduler.Ports(
                            store,
                            new MariaDbLeadership(store.coordination(), "test", LEAD),
                            states,
                            queue,
                            notes::add),
                    new Scheduler.Setting(setup(server), List.<Source>of(source, other)));
        }

        SourceState state(String name) {
            return states.all().stream()
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .orElse(new SourceState(name, false, "not asked yet", 0, 0, "", Duration.ZERO));
        }

        String failure(GroupId group) {
            return store.catalogue().failures().getOrDefault(group, "");
        }

        @Override
        public void close() {
            scheduler.close();
            store.close();
        }
    }

    private List<Interval> queued(Process process, GroupId group) {
        return process.store
                .catalogue()
                .find(group)
                .map(cached -> process.queue.items(LaneName.ARCHIVE).getOrDefault(cached.number(), List.of()))
                .orElse(List.of());
    }

    @Test
    void whatASourceHasIsPlannedOnceAndANewGroupWithoutARestart() {
        GroupId first = source.add("a", new Interval(0, 5 * H), "x");
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> !queued(process, first).isEmpty());
            GroupId second = source.add("b", new Interval(0, 2 * H), "x", "y");
            await().atMost(SOON).until(() -> !queued(process, second).isEmpty());
            assertThat(queued(process, first)).doesNotHaveDuplicates().contains(new Interval(0, H));
            await().atMost(SOON).until(() -> process.state("s").groups() == 2);
        }
    }

    @Test
    void aGroupThatIsGoneIsNamedUntilItIsBack() {
        GroupId group = source.add("a", new Interval(0, 5 * H), "x");
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> !queued(process, group).isEmpty());
            source.remove("a");
            await().atMost(SOON).until(() -> process.failure(group).contains("gone from its source"));
            source.add("a", new Interval(0, 5 * H), "x", "z");
            await().atMost(SOON).until(() -> process.failure(group).isEmpty());
            await().atMost(SOON)
                    .until(() -> List.copyOf(notes).stream().anyMatch(note -> note.contains("new channels [z]")));
        }
    }

    @Test
    void aGroupThatFailsAsNobodyForesawIsNamedAndTheOthersArePlanned() {
        GroupId broken = source.add("a", new Interval(0, 5 * H), "x");
        GroupId good = source.add("b", new Interval(0, 5 * H), "x");
        source.breakDown(broken);
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> !queued(process, good).isEmpty());
            await().atMost(SOON).until(() -> process.failure(broken).contains("nobody thought of this"));
            assertThat(queued(process, broken)).isEmpty();
            assertThat(process.failure(good)).isEmpty();
        }
    }

    @Test
    void aSourceThatIsDownIsNamedAndTheOthersGoOn() {
        source.down(true);
        GroupId group = other.add("a", new Interval(0, 5 * H), "x");
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> process.state("s").failures() > 1);
            assertThat(process.state("s").message()).contains("source s is down");
            await().atMost(SOON).until(() -> !queued(process, group).isEmpty());
            source.down(false);
            await().atMost(SOON).until(() -> process.state("s").reachable());
            assertThat(process.state("s").message()).isEmpty();
        }
    }

    @Test
    void anotherLeadsAtOnceWhenTheLeaderEndsAndPlansNothingTwice() {
        GroupId group = source.add("a", new Interval(0, 5 * H), "x");
        try (Process second = new Process()) {
            try (Process first = new Process()) {
                await().atMost(SOON).until(() -> first.scheduler.leads() || second.scheduler.leads());
                await().atMost(SOON).until(() -> !queued(first, group).isEmpty());
                assertThat(first.scheduler.leads() && second.scheduler.leads()).isFalse();
            }
            await().atMost(SOON).until(second.scheduler::leads);
            GroupId later = source.add("b", new Interval(0, 2 * H), "x");
            await().atMost(SOON).until(() -> !queued(second, later).isEmpty());
            assertThat(queued(second, group)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLogWhoseItemsNobodyDoesLeavesRoomForTheArchive() {
        source.add("log", new Interval(0, 4_000 * H), Severity.channels().toArray(String[]::new));
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> itemsOf(process, LaneName.LOG) == QUEUE);
            GroupId group = source.add("a", new Interval(0, 5 * H), "x");
            await().atMost(SOON).until(() -> !queued(process, group).isEmpty());
            assertThat(itemsOf(process, LaneName.LOG)).isEqualTo(QUEUE);
        }
    }

    @Test
    void aDryRunShowsWhatTheLeaderThenDoesAndDoesNothing() {
        source.add("a", new Interval(0, 8 * H), "x");
        source.add("first", new Interval(0, 4 * H), "x");
        CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
        List<DryRun.Asked> asked = source.discover().groups().stream()
                .map(group -> new DryRun.Asked(group, source.extent(group)))
                .toList();
        List<DryRun.Line> plan;
        try (MariaDbCacheStore store = MariaDbCacheStore.open(server, Duration.ofSeconds(30))) {
            WorkQueue queue = new SkipLockedWorkQueue(store.queue(), QueueLimits.of(Duration.ofSeconds(30)));
            plan = new DryRun(setup(server), store, queue).plan(asked, true);
            assertThat(store.catalogue().groups()).isEmpty();
            assertThat(queue.items(LaneName.ARCHIVE)).isEmpty();
        }
        assertThat(plan).extracting(line -> line.group().id().group()).containsExactly("a", "first");
        assertThat(plan.get(1).turn()).isEqualTo(1);
        assertThat(plan.get(1).slices().get(0)).isEqualTo(new Interval(0, H));
        assertThat(plan.get(0).turn()).isEqualTo(plan.get(1).slices().size() + 1);
        assertThat(plan.get(0).now() + plan.get(1).now()).isEqualTo(QUEUE);
        try (Process process = new Process()) {
            await().atMost(SOON).until(() -> itemsOf(process, LaneName.ARCHIVE) == QUEUE);
            for (DryRun.Line line : plan) {
                assertThat(queued(process, line.group().id()))
                        .containsExactlyInAnyOrderElementsOf(line.slices().subList(0, line.now()));
            }
        }
    }

    private static long itemsOf(Process process, LaneName lane) {
        return process.queue.depths().stream()
                .filter(depth -> depth.lane() == lane)
                .mapToLong(LaneDepth::open)
                .sum();
    }
}
