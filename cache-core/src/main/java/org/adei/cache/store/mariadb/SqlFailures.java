package org.adei.cache.store.mariadb;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;

/** Sorts what MariaDB answers into the three kinds of failure, in this one place. Stateless. */
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
        if (isFull(e)) {
            return new HaltException(
                    message + "; the disk of the cache's server is full: make room and start again", e);
        }
        return switch (e.getErrorCode()) {
            case 1044, 1142, 1143, 1227, 1370 -> new HaltException(message + "; " + Rights.mend(e), e);
            case 1045, 1698 -> new HaltException(message + "; check user and password of the cache", e);
            case 1049 -> new HaltException(message + "; make the schema with CREATE DATABASE or mend the URL", e);
            case 1418, 1419 ->
                new HaltException(message + "; set log_bin_trust_function_creators=1 on the server once", e);
            case 1290, 1792, 1836 -> new RetryException(message + "; the server only reads at present", e);
            case 1050, 1054, 1060, 1061, 1091, 1146, 1394, 1412 ->
                new RetryException(message + "; tables were changed meanwhile", e);
            case 1040, 1053, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1226, 1317, 1927, 1928, 1969, 3024, 4166 ->
                new RetryException(message, e);
            case 1062 ->
                new SkipException(
                        message + "; rows are in the cache that its coverage does not know: forget this part of the"
                                + " cache with `recache` so that it is made anew",
                        e);
            default -> bySqlState(message, e);
        };
    }

    /**
     * Whether a statement was made for a table as it was before, and has to be made anew. The server prepares most anew by
     * itself, but not bulk statements: it answers those with an error that has no number and no text. A column is unknown
     * where somebody has made the table again in its first form.
     */
    static boolean isOutdatedStatement(SQLException e) {
        return e.getErrorCode() == 1615
                || e.getErrorCode() == 1054
                || e instanceof BatchUpdateException && e.getErrorCode() == 0;
    }

    static boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == 1146;
    }

    /** Whether the server rolled the transaction back so that another one could go on: the same will work at once. */
    static boolean isDeadlock(SQLException e) {
        return e.getErrorCode() == 1213;
    }

    /** Errors of its own, and errors of files that carry the number of the system's error in their text. */
    private static boolean isFull(SQLException e) {
        String text = String.valueOf(e.getMessage());
        return switch (e.getErrorCode()) {
            case 28, 1021, 1041, 1114 -> true;
            case 3, 1004, 1005, 1022, 1025, 1026, 1030, 1180, 1878 ->
                text.contains("errno: 28") || text.contains("error 28") || text.contains("No space left");
            default -> false;
        };
    }

    /** A connection that cannot be had or broke is told by its state, whatever the number. */
    private static CacheException bySqlState(String message, SQLException e) {
        String state = e.getSQLState() == null ? "08000" : e.getSQLState();
        if (state.startsWith("08") || state.startsWith("40") || state.startsWith("70")) {
            return new RetryException(message, e);
        }
        if (state.startsWith("28")) {
            return new HaltException(message + "; check user and password of the cache", e);
        }
        return e.getErrorCode() == 0 ? new RetryException(message, e) : new SkipException(message, e);
    }
}
