package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.adei.cache.failure.StatementException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Following;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Tuning;
import org.adei.cache.store.Span;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The current and the archive lane on a real cache. */
class FollowIT {
    private static final long S = 1_000_000_000L;
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final long START = 1_700_000_000L * S;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final LiveListSource source = new LiveListSource(List.of("a", "b"));
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final Set<GroupId> stopped = ConcurrentHashMap.newKeySet();
    private final Map<GroupId, Integer> failing = new ConcurrentHashMap<>();
    private TestDatabase schema;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @BeforeEach
    void open() {
        schema = TestDatabase.open();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    /** An engine that follows on a thread of its own until it is closed. */
    private final class Live implements AutoCloseable {
        private final CacheEngine engine;
        private final Thread thread;

        Live(Tuning tuning) {
            engine = engine(schema, tuning);
            engine.obey(new SwitchedPermission(stopped));
            thread = new Thread(() -> engine.follow(new RunListener() {
                @Override
                public void note(String message) {
                    notes.add(message);
                }

                @Override
                public void failing(LaneName lane, GroupId group) {
                    failing.merge(group, 1, Integer::sum);
                }

                @Override
                public void recovered(GroupId group) {
                    failing.remove(group);
                }
            }));
            thread.start();
        }

        @Override
        public void close() {
            engine.stop();
            try {
                thread.join(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(thread.isAlive()).isFalse();
            engine.close();
        }
    }

    private CacheEngine engine(TestDatabase where, Tuning tuning) {
        CacheServer server = new CacheServer(where.jdbcUrl(), where.user(), Secret.of(where.password()));
        return new CacheEngine(MariaDbCacheStore.open(server, tuning.lease()), List.of(source), LADDER, tuning);
    }

    private static Tuning tuning() {
        Following following = new Following(
                Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMinutes(1), 2, Duration.ofMillis(300));
        return Tuning.DEFAULT.following(following);
    }

    @Test
    void newRowsAndTheArchiveAreCachedBesideEachOther() {
        GroupId group = source.group("g");
        IntStream.range(0, 3_000).forEach(i -> source.add(group, START + i * S, i, -i));
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, group) == 3_000);
            IntStream.range(3_000, 3_100).forEach(i -> source.add(group, START + i * S, i, -i));
            await().atMost(SOON).until(() -> rows(live, group) == 3_100);
            assertThat(spans(live, group))
                    .singleElement()
                    .satisfies(span -> assertThat(span.leased()).isTrue());
        }
        sameAsAFreshCache(group);
    }

    @Test
    void aStoppedGroupIsLeftAloneUntilItIsStartedAndTheOtherGoesOn() {
        GroupId group = source.group("g");
        GroupId other = source.group("other");
        IntStream.range(0, 100).forEach(i -> source.add(group, START + i * S, i, -i));
        source.add(other, START, 1, 1);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, group) == 100);
            stopped.add(group);
            await().atMost(SOON).until(() -> spans(live, group).stream().noneMatch(Span::leased));
            IntStream.range(100, 200).forEach(i -> source.add(group, START + i * S, i, -i));
            source.add(other, START + S, 2, 2);
            await().atMost(SOON).until(() -> rows(live, other) == 2);
            assertThat(rows(live, group)).isEqualTo(100);

            stopped.remove(group);
            await().atMost(SOON).until(() -> rows(live, group) == 200);
        }
        sameAsAFreshCache(group);
    }

    @Test
    void anArchiveThatIsStoppedBeforeItBeginsIsCachedOnceItIsStarted() {
        GroupId group = source.group("g");
        IntStream.range(0, 5_000).forEach(i -> source.add(group, START + i * S, i, -i));
        stopped.add(group);
        GroupId other = source.group("other");
        source.add(other, START, 1, 1);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, other) == 1);
            assertThat(rows(live, group)).isZero();
            stopped.remove(group);
            await().atMost(SOON).until(() -> rows(live, group) == 5_000);
        }
        sameAsAFreshCache(group);
    }

    @Test
    void rowsThatComeLateChangeOrVanishAreHealedInEveryLevel() {
        GroupId group = source.group("g");
        Random random = new Random(5);
        source.add(group, START, 1, 2);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, group) == 1);
            long expected = 1;
            for (int i = 1; i < 300; i++) {
                source.add(group, START + i * S, i, random.nextGaussian());
                expected++;
                if (random.nextInt(10) == 0) {
                    source.add(group, START + i * S - 1 - random.nextInt(1_000_000_000), -1, 7);
                    expected++;
                }
                if (random.nextInt(20) == 0) {
                    source.remove(group, START + (i - random.nextInt(Math.min(i, 9))) * S);
                    expected = source.extent(group(live, group)).isEmpty() ? 0 : count(group);
                }
                if (random.nextInt(5) == 0) {
                    long until = expected;
                    await().pollInterval(Duration.ofMillis(2)).atMost(SOON).until(() -> rows(live, group) == until);
                }
            }
            long all = count(group);
            await().atMost(SOON).until(() -> rows(live, group) == all);
        }
        sameAsAFreshCache(group);
    }

    @Test
    void twoProcessesShareTheGroupsAndOneTakesOverFromTheOther() {
        List<GroupId> groups =
                IntStream.range(0, 8).mapToObj(i -> source.group("g" + i)).toList();
        groups.forEach(group -> IntStream.range(0, 700).forEach(i -> source.add(group, START + i * S, i, -i)));
        try (Live second = new Live(tuning())) {
            try (Live first = new Live(tuning())) {
                groups.forEach(group -> await().atMost(SOON).until(() -> rows(first, group) == 700));
                groups.forEach(group -> source.add(group, START + 700 * S, 1, 1));
                groups.forEach(group -> await().atMost(SOON).until(() -> rows(first, group) == 701));
            }
            groups.forEach(group -> source.add(group, START + 701 * S, 1, 1));
            groups.forEach(group -> await().atMost(SOON).until(() -> rows(second, group) == 702));
        }
        groups.forEach(this::sameAsAFreshCache);
    }

    @Test
    void aSourceThatIsDownIsNamedAndFollowedAgain() {
        GroupId group = source.group("g");
        source.add(group, START, 1, 2);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, group) == 1);
            source.down(true);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> live.engine.store().catalogue().failures().containsKey(group));
            source.add(group, START + S, 3, 4);
            source.down(false);
            await().atMost(SOON).until(() -> rows(live, group) == 2);
            await().atMost(SOON)
                    .until(() -> !live.engine.store().catalogue().failures().containsKey(group));
        }
        assertThat(notes)
                .anyMatch(note -> note.contains("it is down"))
                .anyMatch(note -> note.contains("answers again"));
    }

    @Test
    void aTableThatFailsIsToldOfEachTimeAndDoesNotHoldUpTheOthers() {
        GroupId good = source.group("good");
        GroupId guilty = source.group("guilty");
        source.add(good, START, 1, 2);
        source.add(guilty, START, 1, 2);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, good) == 1 && rows(live, guilty) == 1);
            source.fault(guilty, new StatementException("table guilty: Lock wait timeout exceeded"));
            await().atMost(SOON).until(() -> failing.getOrDefault(guilty, 0) > 2);
            source.add(guilty, START + S, 3, 4);
            for (int i = 1; i < 20; i++) {
                source.add(good, START + i * S, i, i);
                long expected = i + 1;
                await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> rows(live, good) == expected);
            }
            source.fault(guilty, null);
            await().atMost(SOON).until(() -> rows(live, guilty) == 2);
            await().atMost(SOON).until(failing::isEmpty);
        }
        assertThat(notes).noneMatch(note -> note.contains("asked again later"));
    }

    @Test
    void aBacklogIsReadInPortionsWhateverIsReadAgain() {
        GroupId group = source.group("g");
        source.add(group, START, 1, 2);
        Tuning portions = new Tuning(new Batching(500, 8 << 20, 2), 8, 2, Duration.ofSeconds(30), true)
                .following(new Following(
                        Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(1), 2, Duration.ofMillis(300)));
        int backlog = 40_000;
        try (Live live = new Live(portions)) {
            await().atMost(SOON).until(() -> rows(live, group) == 1);
            source.greatestBlock();
            source.down(true);
            await().atMost(SOON).until(() -> notes.stream().anyMatch(note -> note.contains("it is down")));
            IntStream.range(1, backlog).forEach(i -> source.add(group, START + i * S / 100, i, -i));
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> rows(live, group) == 1);
            source.down(false);
            await().atMost(SOON).until(() -> rows(live, group) == backlog);
            assertThat(source.greatestBlock()).isLessThan(backlog / 4);
        }
        sameAsAFreshCache(group);
    }

    @Test
    void aGroupThatIsStoppedWhileItsTailCatchesUpStopsAtOnce() {
        GroupId group = source.group("g");
        int rows = 50_000;
        IntStream.range(0, rows).forEach(i -> source.add(group, START + i * S / 100, i, -i));
        Tuning portions = tuning();
        Tuning small = new Tuning(new Batching(100, 8 << 20, 2), 8, 2, Duration.ofSeconds(30), true)
                .following(portions.current());
        AtomicInteger blocks = new AtomicInteger();
        source.eachBlock(() -> {
            if (blocks.incrementAndGet() == 5) {
                stopped.add(group);
            }
        });
        try (Live live = new Live(small)) {
            await().atMost(SOON).until(() -> stopped.contains(group));
            await().atMost(SOON).until(() -> spans(live, group).stream().noneMatch(Span::leased));
            assertThat(rows(live, group)).isLessThan(5_000);

            stopped.clear();
            await().atMost(SOON).until(() -> rows(live, group) == rows);
        }
        sameAsAFreshCache(group);
    }

    @Test
    void groupsThatComeAndGoDoNotDisturbTheOthers() {
        GroupId stays = source.group("stays");
        GroupId goes = source.group("goes");
        source.add(stays, START, 1, 2);
        source.add(goes, START, 1, 2);
        try (Live live = new Live(tuning())) {
            await().atMost(SOON).until(() -> rows(live, stays) == 1 && rows(live, goes) == 1);
            source.drop(goes);
            GroupId comes = source.group("comes");
            source.add(stays, START + S, 1, 2);
            await().atMost(SOON).until(() -> rows(live, stays) == 2);
            source.add(comes, START, 5, 6);
            await().atMost(SOON).until(() -> rows(live, comes) == 1);
        }
        sameAsAFreshCache(stays);
    }

    @Test
    void aSingleRunBesideOneWhoFollowsComesToAnEnd() {
        GroupId group = source.group("g");
        IntStream.range(0, 1_300).forEach(i -> source.add(group, START + i * S, i, -i));
        try (Live live = new Live(tuning());
                CacheEngine once = engine(schema, tuning())) {
            await().atMost(SOON).until(() -> rows(live, group) == 1_300);
            assertThat(once.runOnce(RunListener.NONE).done()).isTrue();
        }
    }

    private org.adei.cache.source.SourceGroup group(Live live, GroupId id) {
        return live.engine.sources().get(0).discover().groups().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private long count(GroupId id) {
        org.adei.cache.source.SourceGroup group =
                new org.adei.cache.source.SourceGroup(id, List.of("a", "b"), Interval.ALL, List.of(), "rows");
        org.adei.cache.source.RowBlock block = new org.adei.cache.source.RowBlock(2, 100_000);
        source.open(group, Interval.ALL, (row, reason) -> {}).fill(block);
        return block.size();
    }

    private static List<Span> spans(Live live, GroupId id) {
        return live.engine
                .store()
                .catalogue()
                .find(id)
                .map(group -> live.engine.store().coverage().spans(group))
                .orElse(List.of());
    }

    private static long rows(Live live, GroupId id) {
        return spans(live, id).stream().mapToLong(Span::rows).sum();
    }

    private void sameAsAFreshCache(GroupId id) {
        try (CacheEngine followed = engine(schema, tuning());
                TestDatabase other = TestDatabase.open();
                CacheEngine fresh = engine(other, tuning())) {
            assertThat(fresh.runOnce(RunListener.NONE).done()).isTrue();
            assertThat(followed.digest(id)).isEqualTo(fresh.digest(id));
        }
    }
}
