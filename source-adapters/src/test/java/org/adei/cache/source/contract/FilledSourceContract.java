package org.adei.cache.source.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.junit.jupiter.api.Test;

/** The contract of sources that a test can fill: what was written is what is read, to the last bit. */
public abstract class FilledSourceContract extends SourceContract {
    private static final List<String> CHANNELS = List.of("v0", "v1", "v2");
    private static final long START = at("2024-02-28T23:59:50Z");

    /**
     * A source with one group of these channels and rows, stored in the order given; three channels {@code v0} to
     * {@code v2}. It replaces what an earlier call of the same test made.
     */
    protected abstract Source filled(List<String> channels, List<Row> rows) throws Exception;

    /** The finest difference of two times that the source can hold, in nanoseconds. */
    protected long resolution() {
        return 1_000;
    }

    @Override
    protected final Source sample() throws Exception {
        Random random = new Random(11);
        List<Row> rows = new ArrayList<>();
        long time = START;
        while (rows.size() < 400) {
            rows.add(Row.of(time, random.nextGaussian(), random.nextInt(5) == 0 ? null : random.nextGaussian(), 1.0));
            time += random.nextInt(4) == 0 ? 0 : resolution() * (1 + random.nextInt(100_000));
        }
        Collections.shuffle(rows, random);
        return filled(CHANNELS, rows);
    }

    @Test
    void valuesAreReadToTheLastBit() throws Exception {
        assertReadAsWritten(
                Row.of(START, 0.1, 1.0 / 3, -2.5e-10),
                Row.of(START + Nanos.PER_SECOND, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740993.0),
                Row.of(START + 2 * Nanos.PER_SECOND, 123456789.123456789, -1e300, 0.0));
    }

    @Test
    void missingValuesAreTold() throws Exception {
        assertReadAsWritten(
                Row.of(START, null, 1.0, null),
                Row.of(START + Nanos.PER_SECOND, 0.0, null, 0.0),
                Row.of(START + 2 * Nanos.PER_SECOND, null, null, null));
    }

    @Test
    void rowsThatShareATimestampAreAllThere() throws Exception {
        assertReadAsWritten(
                Row.of(START, 1.0, 1.0, 1.0),
                Row.of(START, 1.0, 1.0, 1.0),
                Row.of(START, 2.0, null, 1.0),
                Row.of(START + resolution(), 1.0, 1.0, 1.0));
    }

    @Test
    void timesBefore1970AndAfter2038AreTimesLikeOthers() throws Exception {
        assertReadAsWritten(
                Row.of(at("1901-12-13T20:45:51Z"), 1.0, 1.0, 1.0),
                Row.of(at("1969-12-31T23:59:59Z"), 2.0, 2.0, 2.0),
                Row.of(-resolution(), 2.5, 2.5, 2.5),
                Row.of(0, 3.0, 3.0, 3.0),
                Row.of(at("2038-01-19T03:14:08Z"), 4.0, 4.0, 4.0),
                Row.of(at("2105-06-01T12:00:00Z"), 5.0, 5.0, 5.0));
    }

    @Test
    void fractionsOfASecondAreReadExactly() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(Row.of(START + i * 999_983L / resolution() * resolution(), (double) i, null, null));
        }
        assertReadAsWritten(rows.toArray(Row[]::new));
    }

    @Test
    void anEmptyGroupHasNoExtent() throws Exception {
        try (Source empty = filled(CHANNELS, List.of())) {
            SourceGroup group = empty.discover().groups().get(0);

            assertThat(empty.extent(group)).isEqualTo(new Interval(0, 0));
            assertThat(Reading.of(empty, group, Interval.ALL).rows()).isEmpty();
        }
    }

    private void assertReadAsWritten(Row... rows) throws Exception {
        List<Row> stored = new ArrayList<>(List.of(rows));
        Collections.shuffle(stored, new Random(3));
        try (Source source = filled(CHANNELS, stored)) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rejected()).isEmpty();
            assertThat(group.channels()).isEqualTo(CHANNELS);
            assertThat(Row.sorted(reading.rows())).isEqualTo(Row.sorted(List.of(rows)));
            assertThat(reading.rows().stream().map(Row::time)).isSorted();
        }
    }

    private static long at(String text) {
        return Nanos.of(Instant.parse(text));
    }
}
