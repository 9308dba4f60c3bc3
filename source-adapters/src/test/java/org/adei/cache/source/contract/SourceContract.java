package org.adei.cache.source.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.Watch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine relies on, whatever the source: the rows of a sample, read in every way, are the same rows. */
public abstract class SourceContract {
    private static final int MORE_THAN_ANY_LIMIT = 40;

    private @Nullable Source source;

    /** A source with one group of 20 to 2,000 rows and at least three channels, some rows sharing a timestamp. */
    protected abstract Source sample() throws Exception;

    @BeforeEach
    void openTheSample() throws Exception {
        source = sample();
    }

    @AfterEach
    void closeTheSample() {
        if (source != null) {
            source.close();
        }
    }

    protected final Source source() {
        return java.util.Objects.requireNonNull(source);
    }

    protected final SourceGroup group() {
        assertThat(source().discover().problems()).isEmpty();
        assertThat(source().discover().groups()).hasSize(1);
        return source().discover().groups().get(0);
    }

    @Test
    final void theGroupIsNamedAfterItsSource() {
        assertThat(group().id().server()).isEqualTo(source().name());
        assertThat(group().channels()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    final void rowsComeInOrderOfTime() {
        List<Row> rows = all();

        assertThat(rows).hasSizeBetween(20, 2_000);
        assertThat(rows.stream().map(Row::time)).isSorted();
    }

    @Test
    final void twoReadingsGiveTheSameRows() {
        assertThat(Row.sorted(all())).isEqualTo(Row.sorted(all()));
    }

    @Test
    final void boundsAreHalfOpenToTheNanosecond() {
        List<Row> rows = all();
        for (int i = 0; i < rows.size(); i += Math.max(1, rows.size() / 20)) {
            long time = rows.get(i).time();
            assertRows(rows, new Interval(time, Long.MAX_VALUE));
            assertRows(rows, new Interval(time + 1, Long.MAX_VALUE));
            assertRows(rows, new Interval(Long.MIN_VALUE, time));
            assertRows(rows, new Interval(Long.MIN_VALUE, time + 1));
            assertRows(rows, new Interval(time, time + 1));
            assertRows(rows, new Interval(time - 1, time));
        }
    }

    @Test
    final void slicesMakeTheWhole() {
        List<Row> rows = all();
        long step = (rows.get(rows.size() - 1).time() - rows.get(0).time()) / 7 + 1;
        List<Row> slices = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long from = rows.get(0).time() + i * step;
            slices.addAll(read(new Interval(from, from + step)));
        }
        assertThat(Row.sorted(slices)).isEqualTo(Row.sorted(rows));
    }

    @Test
    final void theExtentIsFromTheFirstRowToBehindTheLast() {
        List<Row> rows = all();

        assertThat(source().extent(group()))
                .isEqualTo(new Interval(
                        rows.get(0).time(), rows.get(rows.size() - 1).time() + 1));
    }

    @Test
    final void aWatchTellsTheLastRowAndCountsWhatItIsAskedFor() {
        List<Row> rows = all();
        long last = rows.get(rows.size() - 1).time();
        try (Watch watch = source().watch()) {
            for (int i = 0; i < rows.size(); i += Math.max(1, rows.size() / 10)) {
                long from = rows.get(i).time();
                long expected = rows.stream().filter(row -> row.time() >= from).count();
                List<Watch.News> news = watch.ask(List.of(
                        new Watch.Question(group(), Watch.Question.NO_COUNT), new Watch.Question(group(), from)));

                assertThat(news).extracting(Watch.News::last).containsExactly(last, last);
                assertThat(news.get(0).rows()).isEqualTo(Watch.News.NOT_COUNTED);
                assertThat(news.get(1).rows()).isGreaterThanOrEqualTo(expected);
            }
            assertThat(watch.ask(List.of())).isEmpty();
        }
    }

    @Test
    final void aWatchReadsAsTheSourceDoes() {
        List<Row> rows = new ArrayList<>();
        try (Watch watch = source().watch();
                RowCursor cursor = watch.open(group(), Interval.ALL, (row, reason) -> {})) {
            rows.addAll(Reading.rest(cursor, new RowBlock(group().channels().size(), 64)));
        }
        assertThat(Row.sorted(rows)).isEqualTo(Row.sorted(all()));
    }

    @Test
    final void aWatchMayBeOpenedAgainAndAgain() {
        for (int i = 0; i < MORE_THAN_ANY_LIMIT; i++) {
            try (Watch watch = source().watch()) {
                assertThat(watch.ask(List.of(new Watch.Question(group(), 0)))).hasSize(1);
            }
        }
    }

    @Test
    final void anEmptyIntervalHasNoRows() {
        long time = all().get(0).time();

        assertThat(read(new Interval(time, time))).isEmpty();
    }

    @Test
    final void aBlockOfOneRowIsEnough() {
        assertThat(Reading.of(source(), group(), Interval.ALL, 1).rows()).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    final void rowsAreAppendedBehindThoseThatABlockHas() {
        List<Row> rows = all();
        RowBlock block = new RowBlock(group().channels().size(), rows.size() + 3);
        block.append(-1, new double[group().channels().size()]);
        try (RowCursor cursor = source().open(group(), Interval.ALL, (row, reason) -> {})) {
            assertThat(cursor.fill(block)).isFalse();
            assertThat(block.size()).isEqualTo(rows.size() + 1);
            assertThat(block.times()[0]).isEqualTo(-1);
            assertThat(block.times()[1]).isEqualTo(rows.get(0).time());
            assertThat(cursor.fill(block)).isFalse();
            assertThat(block.size()).isEqualTo(rows.size() + 1);
        }
    }

    @Test
    final void channelsComeInTheOrderThatIsAsked() {
        List<String> turned = new ArrayList<>(group().channels());
        Collections.reverse(turned);
        List<Row> expected = new ArrayList<>();
        for (Row row : all()) {
            List<@Nullable Double> values = new ArrayList<>(row.values());
            Collections.reverse(values);
            expected.add(new Row(row.time(), values));
        }
        assertThat(Row.sorted(read(group().withChannels(turned)))).isEqualTo(Row.sorted(expected));
    }

    @Test
    final void someChannelsOrNoneCanBeAsked() {
        SourceGroup last = group().withChannels(group().channels()
                .subList(group().channels().size() - 1, group().channels().size()));
        List<Row> expected = all().stream()
                .map(row -> new Row(
                        row.time(),
                        row.values()
                                .subList(row.values().size() - 1, row.values().size())))
                .toList();

        assertThat(Row.sorted(read(last))).isEqualTo(Row.sorted(expected));
        assertThat(read(group().withChannels(List.of())).stream().map(Row::time))
                .containsExactlyElementsOf(all().stream().map(Row::time).toList());
    }

    @Test
    final void valuesGoToTheChannelsOfTheBlockThatAreMeantForThem() {
        SourceGroup two = group().withChannels(group().channels().subList(0, 2));
        RowBlock block = new RowBlock(4, 16, new int[] {3, 1});
        List<Row> expected = all().stream()
                .map(row -> Row.of(
                        row.time(),
                        null,
                        row.values().get(1),
                        null,
                        row.values().get(0)))
                .toList();
        try (RowCursor cursor = source().open(two, Interval.ALL, (row, reason) -> {})) {
            assertThat(Row.sorted(Reading.rest(cursor, block))).isEqualTo(Row.sorted(expected));
        }
    }

    @Test
    final void closingInMidStreamFreesWhatTheCursorHeld() {
        List<Row> rows = all();
        RowBlock block = new RowBlock(group().channels().size(), 3);
        for (int i = 0; i < MORE_THAN_ANY_LIMIT; i++) {
            RowCursor cursor = source().open(group(), Interval.ALL, (row, reason) -> {});
            block.clear();
            cursor.fill(block);
            cursor.close();
            cursor.close();
        }
        assertThat(Row.sorted(all())).isEqualTo(Row.sorted(rows));
    }

    @Test
    final void twoCursorsDoNotDisturbEachOther() {
        RowBlock block = new RowBlock(group().channels().size(), 5);
        RowBlock other = new RowBlock(group().channels().size(), 7);
        try (RowCursor one = source().open(group(), Interval.ALL, (row, reason) -> {});
                RowCursor two = source().open(group(), Interval.ALL, (row, reason) -> {})) {
            one.fill(block);
            List<Row> rows = new ArrayList<>(Reading.rows(block));
            List<Row> others = Reading.rest(two, other);
            rows.addAll(Reading.rest(one, block));
            assertThat(Row.sorted(rows)).isEqualTo(Row.sorted(others));
        }
    }

    protected final List<Row> all() {
        return read(group());
    }

    private List<Row> read(SourceGroup group) {
        return Reading.of(source(), group, Interval.ALL).rows();
    }

    private List<Row> read(Interval interval) {
        return Reading.of(source(), group(), interval).rows();
    }

    private void assertRows(List<Row> rows, Interval interval) {
        List<Row> expected =
                rows.stream().filter(row -> interval.contains(row.time())).toList();
        assertThat(Row.sorted(read(interval))).as("rows in %s", interval).isEqualTo(Row.sorted(expected));
    }
}
