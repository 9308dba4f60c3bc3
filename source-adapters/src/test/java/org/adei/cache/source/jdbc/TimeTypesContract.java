package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.Reading;
import org.adei.cache.source.contract.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write a time: read exactly, and found by bounds that end at its nanosecond. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TimeTypesContract {
    private @Nullable TestServer server;

    abstract TestServer newServer();

    abstract Stream<TimeCase> cases();

    @BeforeAll
    final void openTheServer() {
        server = newServer();
    }

    @AfterAll
    final void closeTheServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    final void aTimeIsReadExactlyAndFoundByItsBounds(TimeCase written) {
        TestServer filled = java.util.Objects.requireNonNull(server);
        filled.execute("DROP TABLE IF EXISTS log_t", "CREATE TABLE log_t (ts " + written.ddl() + ", v0 INT)");
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < written.rows().size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        for (int i : order) {
            filled.execute("INSERT INTO log_t VALUES (" + written.rows().get(i).literal() + ", " + i + ")");
        }
        try (Source source = filled.source(written.rule())) {
            SourceGroup group = source.discover().groups().get(0);
            List<Row> expected = new ArrayList<>();
            for (int i = 0; i < written.rows().size(); i++) {
                expected.add(Row.of(written.rows().get(i).time(), (double) i));
            }
            Reading reading = Reading.of(source, group, Interval.ALL);
            assertThat(reading.rejected()).isEmpty();
            assertThat(reading.rows()).containsExactlyElementsOf(expected);
            assertThat(source.extent(group))
                    .isEqualTo(new Interval(
                            expected.get(0).time(),
                            expected.get(expected.size() - 1).time() + 1));
            for (Row row : expected) {
                long time = row.time();
                assertThat(Reading.of(source, group, new Interval(time, time + 1))
                                .rows())
                        .containsExactly(row);
                assertThat(Reading.of(source, group, new Interval(time + 1, Long.MAX_VALUE))
                                .rows())
                        .hasSize(expected.size() - expected.indexOf(row) - 1);
                assertThat(Reading.of(source, group, new Interval(Long.MIN_VALUE, time))
                                .rows())
                        .hasSize(expected.indexOf(row));
            }
        }
    }
}
