package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.Reading;
import org.adei.cache.source.contract.Row;
import org.adei.cache.source.rule.ChannelRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found of a source's tables, and what is said about the rest. */
abstract class DiscoveryContract {
    private static final JdbcGroup MICROS = TestServer.rule(TimeType.EPOCH_MICROS);

    private @Nullable TestServer server;

    abstract TestServer newServer();

    /** The name as the database's own SQL quotes it. */
    abstract String quoted(String name);

    @BeforeEach
    final void openTheServer() {
        server = newServer();
    }

    @AfterEach
    final void closeTheServer() {
        if (server != null) {
            server.close();
        }
    }

    final TestServer server() {
        return Objects.requireNonNull(server);
    }

    final Discovery discover(JdbcGroup... rules) {
        try (Source source = server().source(rules)) {
            return source.discover();
        }
    }

    final void table(String name, String columns) {
        server().execute("CREATE TABLE " + name + " (" + columns + ")");
    }

    private static List<String> messages(Discovery discovery) {
        return discovery.problems().stream().map(Discovery.Problem::message).toList();
    }

    @Test
    void groupsAreNamedAfterTheCapture() {
        table("log_b", "ts BIGINT, v0 DOUBLE PRECISION");
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        table("other", "ts BIGINT, v0 DOUBLE PRECISION");

        assertThat(discover(MICROS).groups())
                .extracting(group -> group.id().group())
                .containsExactly("a", "b");
        assertThat(discover(TestServer.rule("log_.", ChannelRule.ALL)).groups())
                .extracting(group -> group.id().group())
                .containsExactly("log_a", "log_b");
        JdbcGroup named =
                new JdbcGroup(TableRule.of("(l)og_(.)", "$2 of $1", ""), MICROS.time(), ChannelRule.ALL, Interval.ALL);
        assertThat(discover(named).groups())
                .extracting(group -> group.id().group())
                .containsExactly("a of l", "b of l");
    }

    @Test
    void anExpressionThatMatchesNothingNamesSomeTablesThatAre() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");

        Discovery discovery = discover(TestServer.rule("lag_.*", ChannelRule.ALL), MICROS);

        assertThat(discovery.groups()).hasSize(1);
        assertThat(messages(discovery))
                .singleElement()
                .asString()
                .contains("tables \"lag_.*\" of source kdb matches no table", "log_a", "expected a regular expression");
    }

    @Test
    void twoTablesOfOneGroupAreBothNamed() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        table("old_a", "ts BIGINT, v0 DOUBLE PRECISION");
        table("log_b", "ts BIGINT, v0 DOUBLE PRECISION");

        Discovery discovery = discover(MICROS, TestServer.rule("old_(.+)", ChannelRule.ALL));

        assertThat(discovery.groups()).extracting(group -> group.id().group()).containsExactly("b");
        assertThat(messages(discovery))
                .singleElement()
                .asString()
                .contains("tables log_a and old_a would all be group kdb/");
    }

    @Test
    void aTimeColumnThatIsMissingNamesTheColumnsThatAre() {
        table("log_a", "at BIGINT, v0 DOUBLE PRECISION");

        assertThat(messages(discover(MICROS)))
                .singleElement()
                .asString()
                .contains("table log_a has no time column \"ts\"", "at (", "v0 (");
    }

    @Test
    void aTimeColumnOfAnotherTypeNamesItsType() {
        table("log_a", "ts VARCHAR(20), v0 DOUBLE PRECISION");
        table("log_b", "ts TIMESTAMP, v0 DOUBLE PRECISION");
        table("log_c", "ts BIGINT, v0 DOUBLE PRECISION");
        server().execute("INSERT INTO log_b VALUES ('2024-01-01 00:00:00', 1)", "INSERT INTO log_c VALUES (1, 1)");

        assertThat(messages(discover(MICROS)))
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message).contains("time column ts (", "is not a time of type epoch-micros"));
        assertThat(messages(discover(TestServer.rule(TimeType.DATETIME))))
                .anySatisfy(message -> assertThat(message)
                        .contains("time column ts (bigint", "is not a time of type datetime", "epoch-seconds"));
    }

    @Test
    void columnsThatAreNoNumbersAreLeftOutAndNamed() {
        table("log_a", "ts BIGINT, remark VARCHAR(20), v0 DOUBLE PRECISION, v1 INTEGER, x0 INTEGER");

        Discovery discovery = discover(MICROS);

        assertThat(discovery.groups().get(0).channels()).containsExactly("v0", "v1", "x0");
        assertThat(discovery.groups().get(0).omitted())
                .singleElement()
                .asString()
                .contains("remark", "not a number");
        assertThat(discovery.notes()).anySatisfy(note -> assertThat(note).contains("remark", "left out"));
        assertThat(discover(TestServer.rule("log_(.+)", ChannelRule.matching("v[0-9]+")))
                        .groups()
                        .get(0)
                        .channels())
                .containsExactly("v0", "v1");
    }

    @Test
    void listedChannelsComeInTheOrderOfTheList() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION, v1 INTEGER, v2 INTEGER");

        Discovery discovery = discover(TestServer.rule("log_(.+)", ChannelRule.listed(List.of("v2", "v0", "v7"))));

        assertThat(discovery.groups().get(0).channels()).containsExactly("v2", "v0");
        assertThat(messages(discovery)).singleElement().asString().contains("no column \"v7\" that channels lists");
    }

    @Test
    void aGroupWithoutChannelsIsAProblem() {
        table("log_a", "ts BIGINT, remark VARCHAR(20)");

        Discovery discovery = discover(MICROS);

        assertThat(discovery.groups()).isEmpty();
        assertThat(messages(discovery))
                .singleElement()
                .asString()
                .contains("group kdb/", "no numeric column", "remark (");
    }

    @Test
    void rowsThatHaveNoTimeAreCounted() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        server().execute("INSERT INTO log_a VALUES (NULL, 1), (NULL, 2), (1000000, 3)");
        try (Source source = server().source(MICROS)) {
            Discovery discovery = source.discover();
            SourceGroup group = discovery.groups().get(0);

            assertThat(discovery.notes())
                    .anySatisfy(note -> assertThat(note).contains("log_a has 2 rows without a time (ts is NULL)"));
            assertThat(Reading.of(source, group, Interval.ALL).rows()).containsExactly(Row.of(1_000_000_000L, 3.0));
            assertThat(source.extent(group)).isEqualTo(new Interval(1_000_000_000L, 1_000_000_001L));
        }
    }

    @Test
    void timesOutsideOfTheseCenturiesAreCounted() {
        table("log_a", "ts BIGINT PRIMARY KEY, v0 DOUBLE PRECISION");
        server().execute("INSERT INTO log_a VALUES (9223372036854775807, 1), (1000000, 3), (-9223372036854775807, 4)");
        try (Source source = server().source(MICROS)) {
            Discovery discovery = source.discover();
            SourceGroup group = discovery.groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(discovery.notes()).anySatisfy(note -> assertThat(note).contains("2 rows whose ts is no time"));
            assertThat(reading.rows()).containsExactly(Row.of(1_000_000_000L, 3.0));
            assertThat(reading.rejected())
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row).contains("table log_a with ts = ", "1680 to 2259"));
            assertThat(source.extent(group)).isEqualTo(new Interval(1_000_000_000L, 1_000_000_001L));
        }
    }

    @Test
    void aTableWithoutAnIndexOnItsTimeIsNoted() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        table("log_b", "ts BIGINT, v0 DOUBLE PRECISION");
        server().execute("CREATE INDEX some_index ON log_b (ts)");

        assertThat(discover(MICROS).notes())
                .singleElement()
                .asString()
                .contains("log_a has no index that begins with ts");
    }

    @Test
    void viewsAreTables() {
        table("base", "ts BIGINT, v0 DOUBLE PRECISION");
        server().execute("CREATE VIEW log_a AS SELECT ts, v0 FROM base", "INSERT INTO base VALUES (1, 5)");
        try (Source source = server().source(MICROS)) {
            SourceGroup group = source.discover().groups().get(0);

            assertThat(Reading.of(source, group, Interval.ALL).rows()).containsExactly(Row.of(1_000, 5.0));
        }
    }

    @Test
    void limitsOfAGroupCutItsRows() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        server().execute("INSERT INTO log_a VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
        JdbcGroup cut = new JdbcGroup(MICROS.rule(), MICROS.time(), MICROS.channels(), new Interval(2_000, 4_000));
        try (Source source = server().source(cut)) {
            SourceGroup group = source.discover().groups().get(0);

            assertThat(group.limits()).isEqualTo(new Interval(2_000, 4_000));
            assertThat(source.extent(group)).isEqualTo(new Interval(2_000, 3_001));
            assertThat(Reading.of(source, group, Interval.ALL).rows())
                    .containsExactly(Row.of(2_000, 2.0), Row.of(3_000, 3.0));
            assertThat(Reading.of(source, group, new Interval(4_000, 9_000)).rows())
                    .isEmpty();
        }
    }

    @Test
    void hostileNamesAreNothingButNames() {
        List<String> tables = List.of(
                "log_a`b\"c'd",
                "log_x; DROP TABLE log_safe; --",
                "log_ünïcødé 温度",
                "log_?{fn x} :p $1 %s",
                "log_" + "t".repeat(59));
        List<String> columns = List.of("v`0", "v\"1", "v'2; --", "v ? {3}", "温度", "v".repeat(60));
        table("log_safe", "ts BIGINT, v0 INTEGER");
        for (String name : tables) {
            StringBuilder ddl = new StringBuilder(quoted("t s`\"'") + " BIGINT");
            columns.forEach(column -> ddl.append(", ").append(quoted(column)).append(" DOUBLE PRECISION"));
            table(quoted(name), ddl.toString());
            server().execute("INSERT INTO " + quoted(name) + " VALUES (7, 0, 1, 2, 3, 4, 5)");
        }
        JdbcGroup rule = new JdbcGroup(
                TableRule.of("log_(?!safe).+", "", ""),
                TimeColumn.of("t s`\"'", TimeType.EPOCH_MICROS, null),
                ChannelRule.ALL,
                Interval.ALL);
        try (Source source = server().source(rule)) {
            Discovery discovery = source.discover();

            assertThat(discovery.problems()).isEmpty();
            assertThat(discovery.groups())
                    .extracting(group -> group.id().group())
                    .containsExactlyInAnyOrderElementsOf(tables);
            for (SourceGroup group : discovery.groups()) {
                assertThat(group.channels()).containsExactlyElementsOf(columns);
                assertThat(Reading.of(source, group, new Interval(7_000, 7_001)).rows())
                        .containsExactly(Row.of(7_000, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0));
                assertThat(source.extent(group)).isEqualTo(new Interval(7_000, 7_001));
            }
        }
        server().execute("INSERT INTO log_safe VALUES (1, 1)");
    }

    @Test
    void aGroupOfAThousandChannelsIsRead() {
        StringBuilder ddl = new StringBuilder("ts BIGINT");
        StringBuilder values = new StringBuilder("5");
        for (int c = 0; c < 1_000; c++) {
            ddl.append(", v").append(c).append(" SMALLINT");
            values.append(", ").append(c);
        }
        table("log_wide", ddl.toString());
        server().execute("INSERT INTO log_wide VALUES (" + values + ")");
        try (Source source = server().source(MICROS)) {
            SourceGroup group = source.discover().groups().get(0);
            Row row = Reading.of(source, group, Interval.ALL).rows().get(0);

            assertThat(group.channels()).hasSize(1_000);
            assertThat(row.values().get(0)).isZero();
            assertThat(row.values().get(999)).isEqualTo(999.0);
        }
    }

    @Test
    void aTableThatIsDroppedIsSkipped() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");
        try (Source source = server().source(MICROS)) {
            SourceGroup group = source.discover().groups().get(0);
            server().execute("DROP TABLE log_a");

            assertThatThrownBy(() -> Reading.of(source, group, Interval.ALL))
                    .isInstanceOf(SkipException.class)
                    .hasMessageContaining("source kdb")
                    .hasMessageContaining("log_a");
            assertThat(messages(source.discover())).hasSize(1);
        }
    }
}
