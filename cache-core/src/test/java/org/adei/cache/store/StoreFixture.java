package org.adei.cache.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;

/** What every contract of a store starts from. */
interface StoreFixture {
    long S = Blocks.S;
    Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    /** Length of the windows of the coarsest level. */
    long EDGE = 600 * S;

    GroupId ID = new GroupId("srv", "db", "grp");

    /** The store under test, empty at the start of each test. */
    CacheStore store();

    /** The same cache as another process sees it; closed at the end of the test. */
    CacheStore another(Duration lease);

    default List<String> names(int channels) {
        return IntStream.range(0, channels).mapToObj(i -> "c" + i).toList();
    }

    default SourceGroup source(GroupId id, List<String> channels) {
        return new SourceGroup(id, channels, Interval.ALL, List.of(), "rows");
    }

    default CachedGroup group(int channels) {
        return group(ID, channels);
    }

    default CachedGroup group(GroupId id, int channels) {
        return store().catalogue()
                .register(source(id, names(channels)), LADDER, true)
                .group();
    }

    default Interval slice(int from, int to) {
        return new Interval(from * EDGE, to * EDGE);
    }

    default Claim claim(CachedGroup group, Interval slice) {
        return tryClaim(store(), group, slice).orElseThrow();
    }

    default Optional<Claim> tryClaim(CacheStore store, CachedGroup group, Interval slice) {
        return store.coverage().claim(group, slice);
    }

    /** Caches a slice with a row each second and gives the rows. */
    default RowBlock cache(CachedGroup group, Interval slice) {
        RowBlock rows = Blocks.seconds(group.channels().size(), slice);
        Claim claim = claim(group, slice);
        try (Work work = new Work(store(), claim)) {
            work.finish(rows);
        }
        store().coverage().release(claim);
        return rows;
    }

    default List<Interval> covered(CachedGroup group) {
        return store().coverage().spans(group).stream().map(Span::covered).toList();
    }
}
