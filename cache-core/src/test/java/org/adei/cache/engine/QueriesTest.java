package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.query.SourceDesk;
import org.adei.cache.query.SourceRows;
import org.adei.cache.settings.Querying;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.EventStore;
import org.adei.cache.store.ReadableStore;
import org.adei.cache.store.TailStore;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private final List<String> asked = new ArrayList<>();
    private final Site site = new Site();
    private final Queries queries = new Queries(site, desk(), new Stop());

    @Test
    void anyCopyAnswersAtOnceWhereItIsKnownThatThereIsNoMaster() {
        site.reachable = false;
        site.far = List.of(new Place("far"));
        assertThat(queries.ask("", this::question)).isEqualTo("far");
        assertThat(asked).containsExactly("far");
    }

    @Test
    void aMasterIsWaitedForWhereNoCopyHoldsWhatIsAskedFor() {
        site.reachable = false;
        site.far = List.of(new Place("behind"));
        assertThatThrownBy(() -> queries.ask("0-1-9", this::question)).isInstanceOf(RetryException.class);
        assertThat(asked).containsExactly("master");
    }

    @Test
    void theMasterAnswersWhereNoCopyIsNear() {
        site.works = true;
        site.far = List.of(new Place("far"));
        assertThat(queries.ask("", this::question)).isEqualTo("master");
    }

    @Test
    void anyCopyAnswersWhereTheMasterFailsTwice() {
        site.far = List.of(new Place("far"));
        assertThat(queries.ask("", this::question)).isEqualTo("far");
        assertThat(asked).containsExactly("master", "master", "far");
    }

    /** Reads no source. */
    private static SourceDesk desk() {
        SourceRows none = new SourceRows() {
            @Override
            public Optional<Interval> extent(GroupId group) {
                return Optional.empty();
            }

            @Override
            public Optional<SourceGroup> group(GroupId group) {
                return Optional.empty();
            }

            @Override
            public RowCursor open(SourceGroup group, Interval interval) {
                throw new UnsupportedOperationException();
            }
        };
        return new SourceDesk(none, new SourceDesk.Terms(Ladder.DEFAULT, true, Querying.CACHE_ALONE), Runnable::run);
    }

    private String question(ReadableStore from) {
        String name = from instanceof Place copy ? copy.name() : "master";
        asked.add(name);
        if (from == site && !site.works) {
            throw new RetryException("no master");
        }
        return name;
    }

    /** Holds nothing but what was there from the start. */
    private record Place(String name) implements ReadableStore {
        @Override
        public Catalogue catalogue() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheReader reader() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holds(String position) {
            return position.isEmpty();
        }
    }

    private static final class Site implements CacheStore {
        boolean reachable = true;
        boolean works;
        List<ReadableStore> far = List.of();

        @Override
        public List<ReadableStore> copies(boolean anyLag) {
            return anyLag ? far : List.of();
        }

        @Override
        public boolean isReachable() {
            return reachable;
        }

        @Override
        public Catalogue catalogue() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheReader reader() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Coverage coverage() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BatchWriter writer(Claim claim) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TailStore tails() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventStore events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Conversions conversions() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
