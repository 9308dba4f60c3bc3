package org.adei.cache.store.mariadb.packed;

import static org.adei.cache.store.Blocks.S;
import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.failure.DamagedException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Blocks;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.Work;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.SlicePlanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packed layout does with its table. */
class PackedTablesIT {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long EDGE = 600 * S;

    private StoreDatabase database;
    private CacheStore store;

    @BeforeEach
    void open() {
        database = new StoreDatabase();
        store = database.store(StorageLayout.PACKED, LEASE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static CachedGroup register(CacheStore in, String name, int channels) {
        List<String> names = IntStream.range(0, channels).mapToObj(i -> "c" + i).toList();
        SourceGroup group = new SourceGroup(new GroupId("srv", "db", name), names, Interval.ALL, List.of(), "rows");
        return in.catalogue().register(group, LADDER, true).group();
    }

    /** Caches a slice in transactions of so many rows. */
    private static RowBlock cache(CacheStore in, CachedGroup group, Interval slice, int portion) {
        RowBlock rows = Blocks.seconds(group.channels().size(), slice);
        Claim claim = in.coverage().claim(group, slice).orElseThrow();
        try (Work work = new Work(in, claim)) {
            for (int from = 0; from < rows.size(); from += portion) {
                int to = Math.min(rows.size(), from + portion);
                RowBlock part = new RowBlock(rows.channels(), 1);
                part.append(rows, from, to);
                work.write(part, to == rows.size() ? slice.to() : rows.times()[to]);
            }
        }
        in.coverage().release(claim);
        return rows;
    }

    private int spans(int level) {
        return Integer.parseInt(database.ask("SELECT COUNT(*) FROM adei_span WHERE level = " + level)
                .get(0));
    }

    @Test
    void rowsOfManySmallTransactionsEndInFewSpans() {
        CachedGroup group = register(store, "small", 3);
        RowBlock rows = cache(store, group, new Interval(0, 4 * EDGE), 5);

        assertThat(spans(0)).isLessThan(10);
        assertThat(spans(10)).isLessThan(10);
        same(read(store, group, Interval.ALL, all(group)), rows);
    }

    @Test
    void digestsAreThoseOfTheWideLayoutHoweverTheWorkWasCut() {
        CacheStore wide = database.store(StorageLayout.WIDE, LEASE);
        CacheStore both = database.store(StorageLayout.BOTH, LEASE);
        CachedGroup packed = register(store, "p", 5);
        CachedGroup tables = register(wide, "w", 5);
        CachedGroup twice = register(both, "b", 5);
        Interval slice = new Interval(0, 3 * EDGE);
        cache(store, packed, slice, 7);
        cache(wide, tables, slice, 500);
        cache(both, twice, slice, 91);
        store.coverage().forget(packed, new Interval(EDGE, 2 * EDGE));
        cache(store, packed, new Interval(EDGE, 2 * EDGE), 13);

        assertThat(levels(store, packed)).isNotEqualTo(levels(store, tables));
        assertThat(levels(store, twice)).isEqualTo(levels(store, tables));
    }

    private static Object levels(CacheStore in, CachedGroup group) {
        return new DigestReader(in.reader()).digest(group).levels();
    }

    @Test
    void spansOnBothSidesOfWhatIsNotCachedStayApart() {
        CachedGroup group = register(store, "gap", 2);
        cache(store, group, new Interval(0, EDGE), 50);
        cache(store, group, new Interval(2 * EDGE, 3 * EDGE), 50);
        RowBlock between = cache(store, group, new Interval(EDGE, 2 * EDGE), 50);

        same(read(store, group, new Interval(EDGE, 2 * EDGE), all(group)), between);
        assertThat(read(store, group, Interval.ALL, 0).size()).isEqualTo(1_800);
    }

    @Test
    void fiveThousandChannelsAreCachedAndReadAlone() {
        CachedGroup group = register(store, "broad", 5_000);
        RowBlock rows = cache(store, group, new Interval(0, EDGE), 150);

        RowBlock few = read(store, group, Interval.ALL, 4_999, 17);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(Double.doubleToRawLongBits(few.values(0)[i]))
                    .isEqualTo(Double.doubleToRawLongBits(rows.values(4_999)[i]));
        }
        WindowSeries windows =
                store.reader().windows(group, LADDER.finest(), new Interval(100 * S, 200 * S), new int[] {3}, 100);
        assertThat(windows.rows()).containsOnly(10).hasSize(10);
    }

    @Test
    void aChannelThatComesLaterRewritesNothing() {
        CachedGroup group = register(store, "grows", 2);
        cache(store, group, new Interval(0, EDGE), 600);
        List<String> before = database.ask("SELECT MD5(GROUP_CONCAT(data ORDER BY level, from_ns)) FROM adei_span");
        CachedGroup grown = register(store, "grows", 3);

        assertThat(database.ask("SELECT MD5(GROUP_CONCAT(data ORDER BY level, from_ns)) FROM adei_span"))
                .isEqualTo(before);
        RowBlock rows = cache(store, grown, new Interval(EDGE, 2 * EDGE), 600);
        RowBlock third = read(store, grown, Interval.ALL, 2);
        assertThat(RowBlock.isNull(third.values(0)[599])).isTrue();
        assertThat(Double.doubleToRawLongBits(third.values(0)[700]))
                .isEqualTo(Double.doubleToRawLongBits(rows.values(2)[100]));
    }

    @Test
    void damagedBytesAreNamedAndTheOtherChannelsAreRead() {
        CachedGroup group = register(store, "damaged", 20);
        cache(store, group, new Interval(0, EDGE), 600);
        database.run("""
                UPDATE adei_span SET data = INSERT(data, LENGTH(data) - 9, 1,
                    CHAR(ASCII(SUBSTR(data, LENGTH(data) - 9, 1)) ^ 1)) WHERE level = 0
                """);

        assertThat(read(store, group, Interval.ALL, 0, 18).size()).isEqualTo(600);
        assertThatThrownBy(() -> read(store, group, Interval.ALL, 19))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("srv/db/damaged, raw rows, packed span of [1970-01-01T00:00:00Z")
                .hasMessageContaining("the column of channel 19")
                .hasMessageContaining("is cached anew");
        assertThat(store.coverage().spans(group)).isEmpty();
        assertThat(spans(0) + spans(10) + spans(60) + spans(600)).isZero();
        RowBlock again = cache(store, group, new Interval(0, EDGE), 600);
        same(read(store, group, Interval.ALL, all(group)), again);
    }

    @Test
    void whatWasDecodedIsNotReadAgainUnlessItWasWrittenAgain() {
        CachedGroup group = register(store, "plotted", 3);
        cache(store, group, new Interval(0, EDGE), 600);
        CacheReader.Plot plot = new CacheReader.Plot(
                List.of(new CacheReader.Stretch(LADDER.finest(), new Interval(0, EDGE))), new int[] {1}, 1_000);
        WindowSeries before = store.reader().plot(group, plot).get(0);
        database.run("UPDATE adei_span SET data = 'nothing' WHERE level = 10");

        WindowSeries again = store.reader().plot(group, plot).get(0);

        assertThat(again.start()).hasSize(60).isEqualTo(before.start());
        assertThat(again.channels()[0].mean()).isEqualTo(before.channels()[0].mean());
        database.run("UPDATE adei_span SET version = version + 1 WHERE level = 10");
        assertThatThrownBy(() -> store.reader().plot(group, plot)).isInstanceOf(DamagedException.class);
    }

    /** Nothing else than what the span reaches over has to be cached anew, whichever level it is of. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 600})
    void aDamagedSpanOfAnyLevelIsForgottenThoughSomebodyIsAtWork(int level) {
        CachedGroup group = register(store, "healed", 2);
        Interval slice = new Interval(0, 40 * EDGE);
        RowBlock rows = cache(store, group, slice, 2_000);
        Object whole = levels(store, group);
        Claim busy = store.coverage()
                .claim(group, new Interval(40 * EDGE, 41 * EDGE))
                .orElseThrow();
        database.run("UPDATE adei_span SET data = INSERT(data, LENGTH(data) - 3, 2, 'xy') WHERE level = " + level
                + " ORDER BY from_ns DESC LIMIT 1");

        assertThatThrownBy(() -> levels(store, group)).isInstanceOf(DamagedException.class);

        store.coverage().release(busy);
        List<Interval> missing =
                SlicePlanner.plan(slice, Interval.ALL, store.coverage().spans(group), LADDER.coarsest(), 1_000);
        assertThat(missing).isNotEmpty();
        for (Interval gap : missing) {
            Claim claim = store.coverage().claim(group, gap).orElseThrow();
            try (Work work = new Work(store, claim)) {
                RowBlock part = new RowBlock(2, 1);
                part.append(rows, (int) (gap.from() / S), (int) (gap.to() / S));
                work.finish(part);
            }
            store.coverage().release(claim);
        }
        assertThat(levels(store, group)).isEqualTo(whole);
    }

    @Test
    void bothLayoutsHoldTheSame() {
        CacheStore both = database.store(StorageLayout.BOTH, LEASE);
        CachedGroup group = register(both, "two", 2);
        cache(both, group, new Interval(0, EDGE), 100);

        assertThat(database.ask("SELECT COUNT(*) FROM cache0__srv__db__two")).containsExactly("600");
        assertThat(database.ask("SELECT SUM(entries) FROM adei_span WHERE level = 0"))
                .containsExactly("600");
        assertThat(store.catalogue().find(group.id()).orElseThrow().storage().layout())
                .isEqualTo(StorageLayout.BOTH);
    }
}
