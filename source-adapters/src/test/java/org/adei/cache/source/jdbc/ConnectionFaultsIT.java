package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that refuses, dies or hangs, and readers that want more of it than it gives. */
class ConnectionFaultsIT {
    private static final int ROWS = 200_000;

    /** The rows must be more than the sockets of both sides can hold. */
    private static final int CHANNELS = 20;

    private static final JdbcGroup RULE = TestServer.rule(TimeType.EPOCH_MICROS);

    private static LocalMariaDb server;

    @BeforeAll
    static void startAServer() throws Exception {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            Assumptions.abort(missing.reason());
        }
        server = LocalMariaDb.start(MariaDbOptions.fast());
        try (var connection = server.connect("");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE slow");
            String columns = IntStream.range(0, CHANNELS)
                    .mapToObj(c -> ", v" + c + " DOUBLE")
                    .collect(Collectors.joining());
            statement.execute("CREATE TABLE slow.log_a (ts BIGINT PRIMARY KEY" + columns + ")");
            statement.execute(
                    "INSERT INTO slow.log_a SELECT seq" + ", seq".repeat(CHANNELS) + " FROM slow.seq_1_to_" + ROWS);
            statement.execute("CREATE USER reader@'%' IDENTIFIED BY 'right-horse'");
            statement.execute("GRANT SELECT ON slow.log_a TO reader@'%'");
        }
    }

    @AfterAll
    static void endTheServer() {
        if (server != null) {
            server.close();
        }
    }

    private static JdbcSettings settings(String schema, String user, String password, JdbcLimits limits) {
        return new JdbcSettings(server.jdbcUrl(schema), user, Secret.of(password), limits, List.of(RULE));
    }

    private static Source source(JdbcLimits limits) {
        return settings("slow", "reader", "right-horse", limits).open("kdb");
    }

    @Test
    void aWrongPasswordHaltsAndIsNotPrinted() {
        try (Source source =
                settings("slow", "reader", "wrong-horse", JdbcLimits.DEFAULT).open("kdb")) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(HaltException.class)
                    .hasMessageContaining("source kdb")
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageContaining("as reader")
                    .hasMessageContaining("expected the right user and password")
                    .hasMessageNotContaining("horse");
        }
    }

    @Test
    void aDatabaseThatDoesNotExistHalts() {
        try (Source source = settings("swol", server.user(), server.password(), JdbcLimits.DEFAULT)
                .open("kdb")) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(HaltException.class)
                    .hasMessageContaining("swol")
                    .hasMessageContaining("check the url");
        }
    }

    @Test
    void aUrlWithoutADatabaseIsAProblemThatSaysSo() {
        try (Source source = settings("", server.user(), server.password(), JdbcLimits.DEFAULT)
                .open("kdb")) {
            assertThat(source.discover().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("names no database"));
        }
    }

    @Test
    void aHostThatIsDownIsTriedAgain() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        String url = "jdbc:mariadb://127.0.0.1:" + nobody + "/slow?sslMode=disable";
        try (Source source =
                new JdbcSettings(url, "reader", Secret.NONE, JdbcLimits.DEFAULT, List.of(RULE)).open("kdb")) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(RetryException.class)
                    .hasMessageContaining("source kdb")
                    .hasMessageContaining(":" + nobody);
        }
    }

    @Test
    void aUrlOfMySqlIsReadByTheSameDriver() {
        String url = server.jdbcUrl("slow").replace("jdbc:mariadb:", "jdbc:mysql:");
        try (Source source = new JdbcSettings(
                        url, "reader", Secret.of("right-horse"), JdbcLimits.DEFAULT, List.of(RULE))
                .open("kdb")) {
            assertThat(source.discover().groups()).hasSize(1);
        }
    }

    @Test
    void aReaderCannotWrite() throws Exception {
        JdbcSettings settings = settings("slow", server.user(), server.password(), JdbcLimits.DEFAULT);
        try (var connection = new Connector(Dialect.of(settings.url()), settings).connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO log_a VALUES (-1, 1)"))
                    .hasMessageContaining("READ ONLY");
        }
    }

    @Test
    void noMoreConnectionsAreTakenThanTheLimit() {
        JdbcLimits two = new JdbcLimits(2, 0, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(50));
        try (Source source = source(two)) {
            SourceGroup group = source.discover().groups().get(0);
            RowCursor one = source.open(group, Interval.ALL, (row, reason) -> {});
            RowCursor other = source.open(group, Interval.ALL, (row, reason) -> {});

            assertThatThrownBy(() -> source.extent(group))
                    .isInstanceOf(RetryException.class)
                    .hasMessageContaining("source kdb")
                    .hasMessageContaining("all of its 2 connections in use");
            one.close();
            assertThat(source.extent(group)).isEqualTo(new Interval(1_000, ROWS * 1_000L + 1));
            other.close();
        }
    }

    @Test
    void aServerThatDiesInTheMiddleIsToldAndTheNextReadingGoesOnWhereItWas() {
        try (Source source = source(JdbcLimits.DEFAULT)) {
            SourceGroup group = source.discover().groups().get(0);
            RowBlock block = new RowBlock(CHANNELS, 10_000);
            List<Long> times = new ArrayList<>();
            try (RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> {})) {
                cursor.fill(block);
                keep(block, times);
                server.kill9();
                assertThatThrownBy(() -> {
                            while (cursor.fill(block)) {
                                keep(block, times);
                            }
                        })
                        .isInstanceOf(RetryException.class)
                        .hasMessageContaining("stopped in the middle of table log_a");
            } finally {
                assertThatThrownBy(source::discover).isInstanceOf(RetryException.class);
                server.start();
            }
            long position = times.get(times.size() - 1) + 1;
            try (RowCursor cursor = source.open(group, new Interval(position, Long.MAX_VALUE), (row, reason) -> {})) {
                boolean more = true;
                block.clear();
                while (more) {
                    more = cursor.fill(block);
                    keep(block, times);
                }
            }
            assertThat(times).hasSize(ROWS).doesNotHaveDuplicates().isSorted();
        }
    }

    private static void keep(RowBlock block, List<Long> times) {
        for (int r = 0; r < block.size(); r++) {
            times.add(block.times()[r]);
        }
        block.clear();
    }

    @Test
    void aServerThatHangsIsGivenUp() {
        JdbcLimits impatient =
                new JdbcLimits(2, 0, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(50));
        try (Source source = source(impatient)) {
            SourceGroup group = source.discover().groups().get(0);
            server.freeze();
            try {
                assertThatThrownBy(() -> source.extent(group)).isInstanceOf(RetryException.class);
                assertThatThrownBy(source::discover).isInstanceOf(RetryException.class);
            } finally {
                server.resume();
            }
            assertThat(source.extent(group).isEmpty()).isFalse();
        }
    }

    @Test
    void closingTheSourceEndsItsCursors() {
        Source source = source(JdbcLimits.DEFAULT);
        SourceGroup group = source.discover().groups().get(0);
        RowBlock block = new RowBlock(CHANNELS, 10);
        RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> {});
        cursor.fill(block);
        source.close();
        block.clear();
        RowBlock large = new RowBlock(CHANNELS, ROWS);

        assertThatThrownBy(() -> cursor.fill(large)).isInstanceOf(RetryException.class);
        assertThatThrownBy(source::discover).hasMessageContaining("closed");
        cursor.close();
    }

    @Test
    void noConnectionIsLeftBehind() throws Exception {
        try (Source source = source(JdbcLimits.DEFAULT)) {
            SourceGroup group = source.discover().groups().get(0);
            RowBlock block = new RowBlock(CHANNELS, 10);
            for (int i = 0; i < 10; i++) {
                try (RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> {})) {
                    block.clear();
                    cursor.fill(block);
                }
            }
        }
        await().untilAsserted(() -> assertThat(readers()).isZero());
    }

    private static long readers() throws Exception {
        try (var connection = server.connect("");
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'reader'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
