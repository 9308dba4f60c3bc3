package org.adei.cache.store.mariadb;

import static org.adei.cache.store.Blocks.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.adei.cache.digest.DigestReader;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Blocks;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group gets another layout while it is cached. */
class ConversionsIT {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final GroupId ID = new GroupId("srv", "db", "grp");
    private static final long EDGE = 600 * S;

    private StoreDatabase database;

    @BeforeEach
    void open() {
        database = new StoreDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static CachedGroup register(CacheStore store, int channels, boolean raw) {
        List<String> names = IntStream.range(0, channels).mapToObj(i -> "c" + i).toList();
        SourceGroup group = new SourceGroup(ID, names, Interval.ALL, List.of(), "rows");
        return store.catalogue().register(group, LADDER, raw).group();
    }

    private static CachedGroup current(CacheStore store) {
        return store.catalogue().find(ID).orElseThrow();
    }

    private static void cache(CacheStore store, CachedGroup group, Interval slice) {
        Claim claim = store.coverage().claim(group, slice).orElseThrow();
        try (Work work = new Work(store, claim)) {
            work.finish(Blocks.seconds(group.channels().size(), slice));
        }
        store.coverage().release(claim);
    }

    private static String digest(CacheStore store) {
        return new DigestReader(store.reader()).digest(current(store)).value();
    }

    private static void finish(Conversions conversions) {
        boolean finished = false;
        while (!finished) {
            finished = conversions.advance(ID).finished();
        }
    }

    /** How much of each layout there is: wide tables of the group, rows of the packed table. */
    private List<Long> left() {
        return List.of(
                Long.parseLong(database.ask("SELECT COUNT(*) FROM information_schema.tables"
                                + " WHERE table_schema = DATABASE() AND table_name LIKE 'cache%srv%'")
                        .get(0)),
                Long.parseLong(database.ask("SELECT COUNT(*) FROM adei_span").get(0)));
    }

    @ParameterizedTest
    @CsvSource({"WIDE, PACKED", "WIDE, BOTH", "PACKED, WIDE", "PACKED, BOTH", "BOTH, WIDE", "BOTH, PACKED", "WIDE, WIDE"
    })
    void theDigestIsTheSameAndNothingIsLeftOfTheOldLayout(StorageLayout from, StorageLayout to) {
        CacheStore store = database.store(from, LEASE);
        CachedGroup group = register(store, 3, true);
        cache(store, group, new Interval(0, 9 * EDGE));
        cache(store, group, new Interval(20 * EDGE, 30 * EDGE + 77 * S + 5));
        String before = digest(store);

        store.conversions().begin(ID, to);
        finish(store.conversions());

        assertThat(digest(store)).isEqualTo(before);
        assertThat(current(store).storage().layout()).isEqualTo(to);
        assertThat(current(store).storage().target()).isNull();
        assertThat(left().get(0) > 0).isEqualTo(to.isWide());
        assertThat(left().get(1) > 0).isEqualTo(to.isPacked());
        assertThat(database.ask("SELECT COUNT(*) FROM adei_conversion")).containsExactly("0");
    }

    @Test
    void moreChannelsThanATableHoldsComeAndGo() {
        CacheStore store = database.store(StorageLayout.WIDE, LEASE);
        CachedGroup group = register(store, 700, true);
        cache(store, group, new Interval(0, 2 * EDGE));
        String before = digest(store);

        store.conversions().begin(ID, StorageLayout.PACKED);
        finish(store.conversions());
        assertThat(digest(store)).isEqualTo(before);
        assertThat(database.ask("SELECT table_name FROM information_schema.tables"
                        + " WHERE table_schema = DATABASE() AND table_name REGEXP '^(cache|w[0-9])'"))
                .isEmpty();
        store.conversions().begin(ID, StorageLayout.WIDE);
        finish(store.conversions());

        assertThat(digest(store)).isEqualTo(before);
        assertThat(left().get(1)).isZero();
    }

    @Test
    void aWriterOfBeforeLosesItsLeaseAndTheNextOneWritesToBoth() {
        CacheStore store = database.store(StorageLayout.WIDE, LEASE);
        CachedGroup group = register(store, 2, true);
        Interval first = new Interval(0, EDGE);
        Interval second = new Interval(EDGE, 2 * EDGE);
        cache(store, group, first);
        Claim before = store.coverage().claim(group, second).orElseThrow();
        store.conversions().begin(ID, StorageLayout.PACKED);

        RowBlock rows = Blocks.seconds(2, second);
        try (Work work = new Work(store, before)) {
            assertThatThrownBy(() -> work.finish(rows)).isInstanceOf(LeaseLostException.class);
        }
        cache(store, group, second);
        assertThat(database.ask("SELECT SUM(entries) FROM adei_span WHERE level = 0"))
                .containsExactly("600");
        String both = digest(store);
        finish(store.conversions());

        assertThat(digest(store)).isEqualTo(both);
        assertThat(database.ask("SELECT SUM(entries) FROM adei_span WHERE level = 0"))
                .containsExactly("1200");
    }

    @Test
    void aGroupWithoutRawRowsIsRefusedAndNothingIsChanged() {
        CacheStore store = database.store(StorageLayout.WIDE, LEASE);
        CachedGroup group = register(store, 2, false);
        cache(store, group, new Interval(0, EDGE));

        assertThatThrownBy(() -> store.conversions().begin(ID, StorageLayout.PACKED))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("keeps no raw rows");
        assertThat(current(store).storage().target()).isNull();
    }

    @Test
    void aGroupIsOnOneWayAtATime() {
        CacheStore store = database.store(StorageLayout.WIDE, LEASE);
        CachedGroup group = register(store, 2, true);
        cache(store, group, new Interval(0, EDGE));
        store.conversions().begin(ID, StorageLayout.PACKED);

        assertThatThrownBy(() -> store.conversions().begin(ID, StorageLayout.BOTH))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("from wide to packed: let that end first");
        store.conversions().begin(ID, StorageLayout.PACKED);
        finish(store.conversions());
        assertThat(current(store).storage().layout()).isEqualTo(StorageLayout.PACKED);
    }
}
