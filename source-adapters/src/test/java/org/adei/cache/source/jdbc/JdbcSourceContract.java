package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adei.cache.source.Source;
import org.adei.cache.source.contract.FilledSourceContract;
import org.adei.cache.source.contract.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract of sources on a table with its time in microseconds. */
abstract class JdbcSourceContract extends FilledSourceContract {
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
}
