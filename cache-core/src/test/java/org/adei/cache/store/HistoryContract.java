package org.adei.cache.store;

import static org.adei.cache.store.Blocks.all;
import static org.adei.cache.store.Blocks.read;
import static org.adei.cache.store.Blocks.same;
import static org.adei.cache.store.Blocks.windows;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.RowBlock;
import org.adei.cache.work.SlicePlanner;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever workers do and however they die: in the end the cache is the same. */
interface HistoryContract extends StoreFixture {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    default void theCacheDoesNotDependOnWhoWorkedAndHowOftenTheyDied(long seed) {
        History history = new History(this, seed, false);
        history.play(100);
        history.complete();
        history.compare();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8, 110, 112, 113, 122})
    default void norOnTheLayoutsThatItHadMeanwhile(long seed) {
        History history = new History(this, seed, true);
        history.play(150);
        history.complete();
        history.compare();
        assertThat(history.conversions).isGreaterThan(0);
    }

    /** A number of workers on one group, each taking, writing, giving back, dying and forgetting at random. */
    final class History {
        private static final int WORKERS = 3;

        private final StoreFixture fixture;
        private final Random random;
        private final CachedGroup group;
        private final Interval extent = new Interval(-EDGE, 7 * EDGE + 123 * S + 1);
        private final List<Worker> workers = new ArrayList<>();
        private final boolean converting;
        int conversions;

        History(StoreFixture fixture, long seed, boolean converting) {
            this.converting = converting;
            this.fixture = fixture;
            this.random = new Random(seed);
            this.group = fixture.group(2);
            for (int i = 0; i < WORKERS; i++) {
                workers.add(new Worker());
            }
        }

        void play(int steps) {
            for (int i = 0; i < steps; i++) {
                if (converting && random.nextInt(4) == 0) {
                    convert();
                } else {
                    workers.get(random.nextInt(WORKERS)).act();
                }
                look();
            }
        }

        /** What was decoded before is as what is stored now. */
        private void look() {
            Level level = LADDER.levels().get(random.nextInt(LADDER.size()));
            long from = extent.from() + (long) (random.nextDouble() * 7 * EDGE);
            Interval interval = new Interval(from, from + 1 + (long) (random.nextDouble() * 7 * EDGE));
            int[] positions = new int[][] {{}, {1}, {1, 0}}[random.nextInt(3)];
            int limit = 1 + random.nextInt(500);
            CacheReader reader = fixture.store().reader();
            Level other = LADDER.levels().get(random.nextInt(LADDER.size()));
            List<WindowSeries> plotted = reader.plot(
                    current(),
                    new CacheReader.Plot(
                            List.of(
                                    new CacheReader.Stretch(level, interval),
                                    new CacheReader.Stretch(other, new Interval(interval.to(), Long.MAX_VALUE))),
                            positions,
                            limit));
            assertThat(text(plotted.get(0)))
                    .isEqualTo(text(reader.windows(current(), level, interval, positions, limit)));
            assertThat(text(plotted.get(1)))
                    .isEqualTo(text(reader.windows(
                            current(), other, new Interval(interval.to(), Long.MAX_VALUE), positions, limit)));
        }

        private static String text(WindowSeries series) {
            StringBuilder text = new StringBuilder();
            text.append(Arrays.toString(series.start())).append(Arrays.toString(series.rows()));
            text.append(Arrays.toString(series.missing()));
            for (WindowSeries.Channel channel : series.channels()) {
                text.append(Arrays.toString(channel.valid())).append(Arrays.toString(channel.nonFinite()));
                text.append(Arrays.toString(channel.min())).append(Arrays.toString(channel.max()));
                text.append(Arrays.toString(channel.mean()));
            }
            return text.toString();
        }

        private void convert() {
            Conversions all = fixture.store().conversions();
            if (random.nextInt(4) == 0) {
                try {
                    all.begin(group.id(), StorageLayout.values()[random.nextInt(3)]);
                    conversions++;
                } catch (SkipException expected) {
                    assertThat(expected).hasMessageContaining("on its way");
                }
            } else {
                all.advance(group.id());
            }
        }

        /** The group as it is stored by now. */
        CachedGroup current() {
            return fixture.store().catalogue().find(group.id()).orElseThrow();
        }

        /** A row every seven seconds, some of them late by a fraction. */
        RowBlock rows(Interval interval) {
            RowBlock rows = new RowBlock(2, 1);
            long step = 7 * S;
            for (long k = Math.floorDiv(interval.from(), step) - 1; k * step < interval.to(); k++) {
                long time = k * step + (Math.floorMod(k, 5) == 0 ? 1 : 0);
                if (interval.contains(time)) {
                    rows.append(Blocks.row(time, Math.sin(k), k % 4 == 0 ? RowBlock.NULL : 1e9 / (k + 0.5)), 0, 1);
                }
            }
            return rows;
        }

        List<Interval> missing() {
            List<Span> spans = fixture.store().coverage().spans(group);
            return SlicePlanner.plan(extent, Interval.ALL, spans, LADDER.coarsest(), 1);
        }

        void complete() {
            workers.forEach(Worker::leave);
            Worker last = new Worker();
            boolean converted = false;
            while (!converted) {
                converted = fixture.store().conversions().advance(group.id()).finished();
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (Interval slice : missing()) {
                    last.take(slice);
                    last.finish();
                }
                return fixture.store().coverage().spans(group).stream().noneMatch(Span::leased)
                        && missing().isEmpty();
            });
        }

        void compare() {
            RowBlock rows = rows(extent);
            assertThat(fixture.store().coverage().spans(group))
                    .singleElement()
                    .satisfies(span -> assertThat(span.covered()).isEqualTo(extent))
                    .satisfies(span -> assertThat(span.rows()).isEqualTo(rows.size()));
            same(read(fixture.store(), current(), Interval.ALL, all(group)), rows);
            CachedGroup other = fixture.group(new GroupId("srv", "db", "undisturbed"), 2);
            try (Work work = new Work(fixture.store(), fixture.claim(other, extent))) {
                work.write(rows, extent.to());
                for (int level = 0; level < LADDER.size(); level++) {
                    same(windows(fixture.store(), current(), LADDER.levels().get(level)), work.windows(level));
                }
            }
            assertThat(fixture.store().reader().openState(group))
                    .hasValue(fixture.store().reader().openState(other).orElseThrow());
        }

        private final class Worker {
            private CacheStore store = fixture.another(Duration.ofHours(1));
            private Claim claim;
            private Work work;
            private long position;

            void act() {
                int dice = random.nextInt(20);
                if (claim == null) {
                    List<Interval> missing = missing();
                    if (dice < 3) {
                        forget();
                    } else if (!missing.isEmpty()) {
                        take(missing.get(random.nextInt(missing.size())));
                    }
                } else if (dice == 0) {
                    die();
                } else if (dice == 1) {
                    leave();
                } else {
                    write(Math.min(claim.goal(), position + (1 + random.nextInt(400)) * S));
                }
            }

            void take(Interval slice) {
                Optional<Claim> taken = fixture.tryClaim(store, group, slice);
                taken.ifPresent(each -> {
                    claim = each;
                    work = new Work(store, each);
                    position = each.position();
                });
            }

            void finish() {
                if (claim != null) {
                    write(claim.goal());
                }
            }

            private void write(long to) {
                RowBlock rows = rows(new Interval(position, to));
                boolean ends = to == claim.goal();
                if (rows.size() == 0 && !ends) {
                    return;
                }
                long end = ends ? to : rows.times()[rows.size() - 1] + 1;
                try {
                    work.write(rows, end);
                } catch (LeaseLostException e) {
                    assertThat(converting).isTrue();
                    leave();
                    return;
                }
                position = end;
                if (ends) {
                    leave();
                }
            }

            void leave() {
                if (claim != null) {
                    work.close();
                    store.coverage().release(claim);
                    claim = null;
                }
            }

            private void die() {
                work.close();
                store.close();
                store = fixture.another(Duration.ofHours(1));
                claim = null;
            }

            private void forget() {
                long from = extent.from() + (long) (random.nextDouble() * (extent.to() - extent.from()));
                try {
                    store.coverage().forget(group, new Interval(from, from + 1 + random.nextInt(700) * S));
                } catch (RetryException expected) {
                    assertThat(expected).hasMessageContaining("at present");
                }
            }
        }
    }
}
