package org.adei.cache.testkit.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {
    @Test
    void eachTestGetsASchemaThatGoesWithIt() throws SQLException {
        assumeTrue(
                TestDatabase.unavailable().isEmpty(),
                () -> TestDatabase.unavailable().orElse(""));
        TestDatabase mine = TestDatabase.open();
        try (mine;
                TestDatabase other = TestDatabase.open()) {
            assertThat(other.schema()).isNotEqualTo(mine.schema());
            try (Connection connection = mine.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (a INT)");
                assertThat(connection.getCatalog()).isEqualTo(mine.schema());
            }
        }
        assertThatThrownBy(() -> mine.connect().close()).isInstanceOf(SQLException.class);
    }
}
