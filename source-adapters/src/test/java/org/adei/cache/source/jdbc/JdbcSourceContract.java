package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.Watch;
import org.adei.cache.source.contract.FilledSourceContract;
import org.adei.cache.source.contract.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of sources on a table with its time in microseconds. */
abstract class JdbcSourceContract extends FilledSourceContract {
    /** Times after which a driver uses a statement that its server has prepared. */
    private static final int OFTEN = 7;

    private @Nullable TestServer server;

    /** An empty database. */
    abstract TestServer newServer();

    @AfterEach
    final void closeTheServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected final Source filled(List<String> channels, List<Row> rows) throws SQLException {
        if (server == null) {
            server = newServer();
        }
        TestServer filled = Objects.requireNonNull(server);
        String columns =
                channels.stream().map(name -> ", " + name + " DOUBLE PRECISION").collect(Collectors.joining());
        filled.execute(
                "DROP TABLE IF EXISTS log_x",
                "CREATE TABLE log_x (ts BIGINT NOT NULL" + columns + ")",
                "CREATE INDEX log_x_ts ON log_x (ts)");
        try (Connection connection = filled.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO log_x VALUES (?" + ", ?".repeat(channels.size()) + ")")) {
            connection.setAutoCommit(false);
            for (Row row : rows) {
                insert.setLong(1, row.time() / 1_000);
                for (int c = 0; c < channels.size(); c++) {
                    insert.setObject(c + 2, row.values().get(c), java.sql.Types.DOUBLE);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        return filled.source(TestServer.rule(TimeType.EPOCH_MICROS));
    }

    @Test
    final void aWatchSeesWhatBecomesOfItsTable() throws SQLException {
        try (Source source = filled(
                        List.of("v"), List.of(new Row(1_000_000, List.of(1.0)), new Row(3_000_000, List.of(2.0))));
                Watch watch = source.watch()) {
            SourceGroup group = source.discover().groups().get(0);
            TestServer filled = Objects.requireNonNull(server);
            for (int i = 0; i < OFTEN; i++) {
                assertThat(ask(watch, group)).isEqualTo(new Watch.News(3_000_000, 2));
            }
            filled.execute("INSERT INTO log_x VALUES (4000, 4)");
            assertThat(ask(watch, group)).isEqualTo(new Watch.News(4_000_000, 3));

            filled.execute("ALTER TABLE log_x ADD COLUMN w DOUBLE PRECISION", "INSERT INTO log_x VALUES (5000, 5, 5)");
            assertThat(ask(watch, group)).isEqualTo(new Watch.News(5_000_000, 4));

            filled.execute("DROP TABLE log_x");
            assertThatThrownBy(() -> ask(watch, group))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("log_x");

            filled.execute("CREATE TABLE log_x (v DOUBLE PRECISION, ts BIGINT)", "INSERT INTO log_x VALUES (7, 7000)");
            assertThat(ask(watch, group)).isEqualTo(new Watch.News(7_000_000, 1));
        }
    }

    /** By a question that is kept and by one that counts, which is not; both have to tell the same. */
    private static Watch.News ask(Watch watch, SourceGroup group) {
        Watch.News kept = watch.ask(List.of(new Watch.Question(group, Watch.Question.NO_COUNT)))
                .get(0);
        Watch.News counted = watch.ask(List.of(new Watch.Question(group, 0))).get(0);
        assertThat(kept).isEqualTo(new Watch.News(counted.last(), Watch.News.NOT_COUNTED));
        return counted;
    }
}
