package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

/** Every type of column that holds numbers, and what becomes of the numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ColumnTypesContract {
    private @Nullable TestServer server;

    /** A column's type, literals in SQL, and the doubles that they must be. */
    record Case(String ddl, List<String> literals, List<@Nullable Double> values) {
        static Case of(String ddl, Object... literalsAndValues) {
            List<String> literals = new ArrayList<>();
            List<@Nullable Double> values = new ArrayList<>();
            for (int i = 0; i < literalsAndValues.length; i += 2) {
                literals.add((String) literalsAndValues[i]);
                values.add((Double) literalsAndValues[i + 1]);
            }
            literals.add("NULL");
            values.add(null);
            return new Case(ddl, literals, values);
        }

        @Override
        public String toString() {
            return ddl;
        }
    }

    abstract TestServer newServer();

    abstract Stream<Case> cases();

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

    final TestServer server() {
        return Objects.requireNonNull(server);
    }

    final Reading readingOf(String ddl, List<String> literals) {
        server().execute("DROP TABLE IF EXISTS log_c", "CREATE TABLE log_c (ts BIGINT, v0 " + ddl + ", v1 INT)");
        for (int i = 0; i < literals.size(); i++) {
            server().execute("INSERT INTO log_c VALUES (" + i + ", " + literals.get(i) + ", 1)");
        }
        try (Source source = server().source(TestServer.rule(TimeType.EPOCH_MICROS))) {
            SourceGroup group = source.discover().groups().get(0);
            assertThat(group.channels()).containsExactly("v0", "v1");
            return Reading.of(source, group, Interval.ALL);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    final void numbersAreReadAsTheDoublesThatTheyAre(Case written) {
        Reading reading = readingOf(written.ddl(), written.literals());

        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < written.values().size(); i++) {
            expected.add(Row.of(i * 1_000L, written.values().get(i), 1.0));
        }
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.rows()).containsExactlyElementsOf(expected);
    }
}
