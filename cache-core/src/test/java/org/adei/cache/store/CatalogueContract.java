package org.adei.cache.store;

import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.row;
import static org.adei.cache.store.Blocks.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store knows of groups and channels. */
interface CatalogueContract extends StoreFixture {
    @Test
    default void aGroupIsFoundAsItWasRegistered() {
        CachedGroup group = group(3);

        assertThat(store().catalogue().find(ID)).contains(group);
        assertThat(store().catalogue().groups()).containsExactly(group);
        assertThat(group.channels()).isEqualTo(names(3));
        assertThat(group.ladder()).isEqualTo(LADDER);
        assertThat(store().catalogue().find(new GroupId("srv", "db", "no"))).isEmpty();
    }

    @Test
    default void registeringAgainChangesNothing() {
        CachedGroup first = group(3);
        Catalogue.Registration again = store().catalogue().register(source(ID, names(3)), LADDER, true);

        assertThat(again).isEqualTo(new Catalogue.Registration(first, List.of(), List.of()));
    }

    @Test
    default void newChannelsComeBehindAndLostOnesKeepTheirPlace() {
        CachedGroup old = store().catalogue()
                .register(source(ID, List.of("a", "b")), LADDER, true)
                .group();
        Claim first = claim(old, slice(0, 1));
        try (Work work = new Work(store(), first)) {
            work.finish(row(S, 1, 2));
        }
        store().coverage().release(first);

        Catalogue.Registration now = store().catalogue().register(source(ID, List.of("c", "b", "d")), LADDER, true);

        assertThat(now.added()).containsExactly("c", "d");
        assertThat(now.lost()).containsExactly("a");
        assertThat(now.group().channels()).containsExactly("a", "b", "c", "d");
        Claim second = claim(now.group(), slice(1, 2));
        try (Work work = new Work(store(), second)) {
            work.finish(row(EDGE, RowBlock.NULL, 3, 4, 5));
        }
        RowBlock expected = row(S, 1, 2, RowBlock.NULL, RowBlock.NULL);
        expected.append(row(EDGE, RowBlock.NULL, 3, 4, 5), 0, 1);
        same(read(store(), now.group(), Interval.ALL, all(now.group())), expected);
        WindowSeries windows = Blocks.windows(store(), now.group(), LADDER.finest());
        assertThat(windows.channels()[2].valid()).containsExactly(0, 1);
        assertThat(windows.channels()[0].valid()).containsExactly(1, 0);
    }

    @Test
    default void aLostChannelIsReportedOnceAndMayComeBack() {
        store().catalogue().register(source(ID, List.of("a", "b")), LADDER, true);
        Catalogue catalogue = store().catalogue();

        assertThat(catalogue.register(source(ID, List.of("a")), LADDER, true).lost())
                .containsExactly("b");
        assertThat(catalogue.register(source(ID, List.of("a")), LADDER, true).lost())
                .isEmpty();
        Catalogue.Registration back = catalogue.register(source(ID, List.of("b", "a")), LADDER, true);
        assertThat(back.added()).isEmpty();
        assertThat(back.group().channels()).containsExactly("a", "b");
    }

    @Test
    default void aGroupMayGrowFromFewToAThousandChannels() {
        CachedGroup few = group(5);
        RowBlock old = cache(few, slice(0, 1));

        CachedGroup many = group(1_000);
        Claim claim = claim(many, slice(1, 2));
        RowBlock rows = Blocks.seconds(1_000, new Interval(EDGE, EDGE + 20 * S));
        try (Work work = new Work(store(), claim)) {
            work.write(rows, EDGE + 20 * S);
        }

        same(read(store(), many, slice(0, 1), 0, 1, 2, 3, 4), old);
        assertThat(read(store(), many, slice(0, 1), 999, 4).size()).isEqualTo(600);
        same(read(store(), many, slice(1, 2), all(many)), rows);
        assertThat(Blocks.windows(store(), many, LADDER.finest())
                        .channels()[999]
                        .valid())
                .startsWith(0, 0);
    }

    @Test
    default void anotherLadderIsRefused() {
        group(1);

        assertThatThrownBy(() -> store().catalogue().register(source(ID, names(1)), Ladder.ofSeconds(10, 60), true))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("[10s, 60s, 600s]")
                .hasMessageContaining("[10s, 60s]")
                .hasMessageContaining("srv/db/grp");
        assertThatThrownBy(() -> store().catalogue().register(source(ID, names(1)), LADDER, false))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("without raw rows");
    }

    @Test
    default void failuresAreRememberedUntilTheyAreCleared() {
        group(1);
        store().catalogue().failure(ID, "disk \"full\"; DROP TABLE x");
        assertThat(store().catalogue().failures()).containsEntry(ID, "disk \"full\"; DROP TABLE x");
        store().catalogue().failure(ID, "");
        assertThat(store().catalogue().failures()).isEmpty();
    }

    @Test
    default void twoProcessesMayRegisterOneGroupAtATime() throws Exception {
        CacheStore other = another(Duration.ofMinutes(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<CachedGroup>> tasks = IntStream.range(0, 8)
                    .<Callable<CachedGroup>>mapToObj(i -> () -> (i % 2 == 0 ? store() : other)
                            .catalogue()
                            .register(source(ID, names(3 + i % 4)), LADDER, true)
                            .group())
                    .toList();
            for (Future<CachedGroup> task : threads.invokeAll(tasks)) {
                assertThat(task.get().number()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        CachedGroup group = store().catalogue().find(ID).orElseThrow();
        assertThat(group.channels()).containsExactlyInAnyOrderElementsOf(names(6));
        cache(group, slice(0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quo'te\"s",
                "back`tick``s",
                "a; DROP TABLE adei_group; --",
                "100%_under%score",
                "Grüße 温度 Ωμ",
                "smile 😀",
                "dots.and\\back/slash",
                " leading and trailing ",
                "new\nline\tand tab",
                "?:named:{fn now()}/*x*/",
                "a-name-that-is-much-longer-than-the-sixty-four-characters-which-MariaDB-allows-for-a-table",
                "温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度温度"
            })
    default void hostileNamesAreNames(String name) {
        GroupId id = new GroupId(name.replace("/", "-"), "d'`\"", name);
        List<String> channels = List.of(name, name + "2", "select");
        CachedGroup group =
                store().catalogue().register(source(id, channels), LADDER, true).group();
        RowBlock rows = cache(group, slice(0, 1));

        same(read(store(), group, Interval.ALL, 0, 1, 2), rows);
        assertThat(store().catalogue().find(id)).contains(group);
        assertThat(store().catalogue().groups()).containsExactly(group);
        store().coverage().forget(group, slice(0, 1));
        assertThat(read(store(), group, Interval.ALL, 0).size()).isZero();
    }

    @Test
    default void namesThatDifferInCaseOrSpacesAreDifferent() {
        List<String> names = List.of("Temp", "temp", "temp ", " temp", "témp");
        for (String name : names) {
            GroupId id = new GroupId("srv", "db", name);
            store().catalogue().register(source(id, names), LADDER, true);
        }
        assertThat(store().catalogue().groups().stream().map(group -> group.id().group()))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(store().catalogue().groups().get(0).channels()).isEqualTo(names);
    }

    @Test
    default void namesBeyondMeasureAreRefused() {
        GroupId id = new GroupId("srv", "db", "x".repeat(251));
        assertThatThrownBy(() -> store().catalogue().register(source(id, names(1)), LADDER, true))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("251")
                .hasMessageContaining("at most 250");
    }
}
