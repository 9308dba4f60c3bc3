package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {
    private final KeptStatements statements = new KeptStatements(2);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement used(KeptStatements by, Connection on, String sql) throws SQLException {
        List<PreparedStatement> used = new ArrayList<>();
        by.with(on, sql, used::add);
        return used.get(0);
    }

    private PreparedStatement used(String sql) throws SQLException {
        return used(statements, connection, sql);
    }

    @Test
    void aTextIsPreparedOnce() throws SQLException {
        assertThat(used("SELECT 1")).isSameAs(used("SELECT 1")).isNotSameAs(used("SELECT 2"));
    }

    @Test
    void theOneThatWasNotUsedForLongestGoes() throws SQLException {
        PreparedStatement first = used("SELECT 1");
        PreparedStatement second = used("SELECT 2");
        used("SELECT 1");
        used("SELECT 3");

        assertThat(second.isClosed()).isTrue();
        assertThat(first.isClosed()).isFalse();
        assertThat(used("SELECT 1")).isSameAs(first);
    }

    @Test
    void oneThatFailsIsClosedAndPreparedAnew() throws SQLException {
        PreparedStatement first = used("SELECT 1");

        assertThatThrownBy(() -> statements.with(connection, "SELECT 1", statement -> {
                    throw new SQLException("the table has gone");
                }))
                .hasMessage("the table has gone");

        assertThat(first.isClosed()).isTrue();
        assertThat(used("SELECT 1")).isNotSameAs(first);
    }

    @Test
    void anotherConnectionBeginsAnew() throws SQLException {
        PreparedStatement first = used("SELECT 1");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertThat(used(statements, other, "SELECT 1").getConnection()).isSameAs(other);
            assertThat(used("SELECT 1")).isNotSameAs(first);
        }
    }

    @Test
    void noneIsKeptWhereNoneMayBe() throws SQLException {
        KeptStatements none = new KeptStatements(0);

        assertThat(used(none, connection, "SELECT 1").isClosed()).isTrue();
        assertThat(used(none, connection, "SELECT 1").isClosed()).isTrue();
    }
}
