package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.failure.StatementException;
import org.adei.cache.failure.UnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcFaultsTest {
    private final JdbcFaults maria = new JdbcFaults("s", "jdbc:mariadb://h/d", "u");
    private final JdbcFaults postgres = new JdbcFaults("s", "jdbc:postgresql://h/d", "u");

    @ParameterizedTest
    @ValueSource(ints = {1205, 1213, 1969, 1690, 1242, 1317, 3024})
    void whatOneStatementMetIsToldFromWhatConcernsTheServer(int error) {
        assertThat(maria.of("cannot read", new SQLException("no", "HY000", error)))
                .isInstanceOf(StatementException.class);
    }

    @ParameterizedTest
    @CsvSource({"08000, 0", "08S01, 1053", "08004, 1040", "HY000, 1203", "70100, 1927", "HY000, 0"})
    void aConnectionOrServerThatFailsIsNotOfAStatement(String state, int error) {
        assertThat(maria.of("cannot read", new SQLException("no", state, error)))
                .isExactlyInstanceOf(RetryException.class);
    }

    @Test
    void kindsOfPostgres() {
        assertThat(postgres.of("cannot read", new SQLException("no", "57014"))).isInstanceOf(StatementException.class);
        assertThat(postgres.of("cannot read", new SQLException("no", "40001"))).isInstanceOf(StatementException.class);
        assertThat(postgres.of("cannot read", new SQLException("no", "57P01")))
                .isExactlyInstanceOf(RetryException.class);
        assertThat(postgres.of("cannot read", new SQLException("no", "22003"))).isInstanceOf(SkipException.class);
    }

    @Test
    void aServerThatTakesNoConnectionIsUnreachableUnlessItSaysWhy() {
        assertThat(maria.unreachable(new SQLException("refused", "08000"))).isInstanceOf(UnreachableException.class);
        assertThat(maria.unreachable(new SQLException("too many", "08004", 1040)))
                .isInstanceOf(UnreachableException.class);
        assertThat(maria.unreachable(new SQLException("denied", "28000", 1045))).isInstanceOf(HaltException.class);
    }

    @ParameterizedTest
    @CsvSource({"1226, 42000", "1040, 08004", "1205, HY000", "2013, HY000"})
    void aServerThatIsBusyOrAwayIsTriedAgain(int error, String state) {
        assertThat(maria.of("cannot read", new SQLException("x", state, error))).isInstanceOf(RetryException.class);
    }

    @ParameterizedTest
    @CsvSource({"1690, 22003", "1242, 21000", "1365, 22012", "1146, 42S02"})
    void aRowThatCannotBeComputedOrATableThatIsGoneIsItsOwnFault(int error, String state) {
        assertThat(maria.of("cannot read", new SQLException("x", state, error))).isInstanceOf(SkipException.class);
    }

    @ParameterizedTest
    @CsvSource({"1045, 28000", "1049, 42000"})
    void aWrongPasswordOrDatabaseStopsTheSource(int error, String state) {
        assertThat(maria.of("cannot read", new SQLException("x", state, error))).isInstanceOf(HaltException.class);
    }
}
