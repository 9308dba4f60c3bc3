package org.adei.cache.store.mariadb;

import java.sql.SQLException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;

/** Sorts what MariaDB answers into the three kinds of failure, in this one place. */
public final class SqlFailures {
    private SqlFailures() {}

    /**
     * The failure for an exception of the driver.
     *
     * @param act what was tried, as the start of a sentence ("cannot write a batch of group x")
     */
    public static CacheException of(String act, SQLException e) {
        String message =
                act + ": MariaDB says \"" + e.getMessage() + "\" (" + e.getErrorCode() + ", " + e.getSQLState() + ")";
        return switch (e.getErrorCode()) {
            case 1044, 1045, 1142, 1143, 1227, 1370 ->
                new HaltException(message + "; grant the account the right that is named", e);
            case 1049 -> new HaltException(message + "; create the schema or mend the URL", e);
            case 1418, 1419 ->
                new HaltException(message + "; set log_bin_trust_function_creators=1 on the server once", e);
            case 3, 28, 1021, 1114, 1041 ->
                new HaltException(message + "; the server's disk is full: make room and start again", e);
            case 1290, 1792, 1836 -> new RetryException(message + "; the server only reads at present", e);
            case 1040, 1053, 1158, 1159, 1160, 1161, 1205, 1213, 1203, 1226, 1317, 1927, 1928, 1969 ->
                new RetryException(message, e);
            default -> bySqlState(message, e);
        };
    }

    private static CacheException bySqlState(String message, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08") || state.startsWith("40") || state.equals("70100") || state.equals("HY000")) {
            return new RetryException(message, e);
        }
        if (state.startsWith("28")) {
            return new HaltException(message + "; check user and password of the cache", e);
        }
        return new SkipException(message, e);
    }
}
