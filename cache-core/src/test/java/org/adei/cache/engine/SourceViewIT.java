package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.control.Permission;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.Batching;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

class SourceViewIT {
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<SourceGroup> groups = new ArrayList<>();

    private static SourceGroup group(String name, String... channels) {
        return new SourceGroup(new GroupId("s", "d", name), List.of(channels), Interval.ALL, List.of(), name);
    }

    /** Fails as nobody foresaw where a group got new channels. */
    private final class Listener implements RunListener {
        @Override
        public void note(String message) {
            if (message.contains("new channels")) {
                throw new IllegalStateException("nobody thought of this");
            }
            notes.add(message);
        }
    }

    private final class Groups implements Source {
        @Override
        public String name() {
            return "s";
        }

        @Override
        public Discovery discover() {
            return new Discovery(List.copyOf(groups), List.of(), List.of());
        }

        @Override
        public Interval extent(SourceGroup group) {
            return new Interval(0, 0);
        }

        @Override
        public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
            throw new IllegalStateException("nobody reads rows here");
        }

        @Override
        public void close() {}
    }

    @Test
    void aGroupThatFailsAsNobodyForesawIsLeftOutAlone() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (StoreDatabase schema = new StoreDatabase()) {
            MariaDbCacheStore store = schema.store(Duration.ofSeconds(30));
            Listener listener = new Listener();
            Stop stop = new Stop();
            SliceRunner runner = new SliceRunner(store, () -> Batching.DEFAULT, threads);
            SliceCrew crew = new SliceCrew(store, runner, threads, new Places(() -> 1), stop);
            GroupWork.Options options = new GroupWork.Options(Ladder.ofSeconds(10), Tuning.DEFAULT);
            GroupWork work = new GroupWork(store, crew, options, stop, Permission.ALWAYS);
            try (LaneReports reports = new LaneReports(store, listener, LaneName.CURRENT, group -> {})) {
                SourceView view = new SourceView(new Groups(), work, listener, reports);
                groups.addAll(List.of(group("a", "x"), group("b", "x")));
                assertThat(view.look()).hasSize(2);
                groups.set(0, group("a", "x", "y"));

                assertThat(view.look())
                        .singleElement()
                        .satisfies(found -> assertThat(found.group().id())
                                .isEqualTo(groups.get(1).id()));
                assertThat(view.isComplete()).isFalse();
                assertThat(notes).anyMatch(note -> note.contains("s/d/a") && note.contains("nobody thought of this"));

                assertThat(view.look()).hasSize(2);
                assertThat(view.isComplete()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }
}
