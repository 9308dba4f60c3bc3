package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1021 | HY000 | Disk full (./x); waiting for someone to free some space | halt | make room",
                "1114 | HY000 | The table 'x' is full | halt | make room",
                "1026 | HY000 | Error writing file './x' (errno: 28 \"No space left on device\") | halt | make room",
                "1030 | HY000 | Got error 28 \"No space left on device\" from storage engine | halt | make room",
                "1045 | 28000 | Access denied for user 'u'@'h' (using password: YES) | halt | check user and password",
                "1044 | 42000 | Access denied for user 'u'@'h' to database 'd' | halt | ON `d`.* TO 'u'@'h'",
                "1142 | 42000 | INSERT command denied to user 'u'@'h' for table `d`.`t` | halt | ON `d`.* TO 'u'@'h'",
                "1370 | 42000 | alter routine command denied to user 'u'@'h' for routine 'd.f' | halt | ON `d`.* TO",
                "1419 | HY000 | You do not have the SUPER privilege | halt | log_bin_trust_function_creators",
                "1049 | 42000 | Unknown database 'd' | halt | CREATE DATABASE",
                "1205 | HY000 | Lock wait timeout exceeded | retry | Lock wait",
                "1213 | 40001 | Deadlock found when trying to get lock | retry | Deadlock",
                "1290 | HY000 | running with the --read-only option | retry | only reads",
                "1927 | 70100 | Connection was killed | retry | killed",
                "1146 | 42S02 | Table 'd.t' does not exist | retry | changed meanwhile",
                "0 | 08000 | Socket error | retry | Socket error",
                "0 | 08S01 | Connection reset | retry | Connection reset",
                "0 | 08000 | (conn=5) unexpected end of stream | retry | end of stream",
                "1062 | 23000 | Duplicate entry '1' for key 'PRIMARY' | skip | recache",
                "1118 | 42000 | Row size too large | skip | Row size",
                "1366 | 22007 | Incorrect double value | skip | Incorrect"
            })
    void eachErrorHasItsKindAndSaysWhatToDo(int number, String state, String text, String kind, String advice) {
        CacheException failure = SqlFailures.of("cannot do it", new SQLException(text, state, number));

        assertThat(failure)
                .isInstanceOf(
                        switch (kind) {
                            case "halt" -> HaltException.class;
                            case "retry" -> RetryException.class;
                            default -> SkipException.class;
                        })
                .hasMessageStartingWith("cannot do it: ")
                .hasMessageContaining(advice);
    }
}
