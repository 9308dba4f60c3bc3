package org.adei.cache.source.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.SourceContract;
import org.junit.jupiter.api.Test;

class SyntheticSourceTest extends SourceContract {
    @Override
    protected Source sample() {
        return source(new Faults(0.1, 0.1, 0, 0.3, 0.4), 1_500);
    }

    private static Source source(Faults faults, long rows) {
        SyntheticGroup group = new SyntheticGroup(
                "g",
                Schedule.of(Instant.parse("1969-12-31T23:50:00Z"), Duration.ofMillis(700), rows),
                new Values(3, 2, 2),
                faults);
        return new SyntheticSettings(5, "db", List.of(group)).open("made");
    }

    @Test
    void everyFaultThatIsAskedForComes() {
        Source source = source(new Faults(0.1, 0.2, 0.1, 0.3, 0.4), 10_000);
        RowBlock rows = all(source);
        int missing = 0;
        int nonFinite = 0;
        int ties = 0;
        for (int i = 0; i < rows.size(); i++) {
            double value = rows.values(0)[i];
            missing += RowBlock.isNull(value) ? 1 : 0;
            nonFinite += !RowBlock.isNull(value) && !Double.isFinite(value) ? 1 : 0;
            ties += i > 0 && rows.times()[i] == rows.times()[i - 1] ? 1 : 0;
        }
        assertThat(rows.size()).isBetween(8_000, 9_900);
        assertThat(missing).isBetween(rows.size() / 6, rows.size() / 4);
        assertThat(nonFinite).isBetween(rows.size() / 14, rows.size() / 7);
        assertThat(ties).isBetween(rows.size() / 9, rows.size() / 5);
    }

    @Test
    void anyCutGivesTheSameRows() {
        Source source = sample();
        RowBlock whole = all(source);
        SourceGroup group = source.discover().groups().get(0);
        long middle = whole.times()[777];

        RowBlock first = read(source, group, new Interval(Long.MIN_VALUE, middle));
        RowBlock second = read(source, group, new Interval(middle, Long.MAX_VALUE));

        first.append(second, 0, second.size());
        assertThat(text(first)).isEqualTo(text(whole));
    }

    @Test
    void sharesOutsideOfTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Faults(0, 1.5, 0, 0, 0)).hasMessageContaining("nulls is 1.5");
        assertThatThrownBy(() -> Schedule.of(Instant.EPOCH, Duration.ZERO, 1)).hasMessageContaining("period of 0 ns");
    }

    private static RowBlock all(Source source) {
        return read(source, source.discover().groups().get(0), Interval.ALL);
    }

    private static RowBlock read(Source source, SourceGroup group, Interval interval) {
        RowBlock block = new RowBlock(group.channels().size(), 16);
        try (RowCursor cursor = source.open(group, interval, (row, reason) -> {})) {
            while (cursor.fill(block)) {
                block.ensureCapacity(block.capacity() * 2);
            }
        }
        return block;
    }

    private static List<String> text(RowBlock rows) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            text.add(rows.times()[i] + " " + Double.doubleToRawLongBits(rows.values(2)[i]));
        }
        return text;
    }
}
