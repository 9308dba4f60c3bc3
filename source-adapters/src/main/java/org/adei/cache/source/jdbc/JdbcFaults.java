package org.adei.cache.source.jdbc;

import java.sql.SQLException;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.failure.StatementException;
import org.adei.cache.failure.UnreachableException;
import org.adei.cache.settings.Secret;

/**
 * Sorts what databases report by what to do about it: SQLSTATE and error number to a kind, in this one place. What is
 * not known here may pass, so it is tried again.
 *
 * @param source name in the configuration
 * @param url address, as it may be printed
 * @param user account
 */
record JdbcFaults(String source, String url, String user) {
    /** A lock that was not to be had, a query that took too long. */
    private static final Set<String> OF_STATEMENT = Set.of("55P03", "57014");

    static JdbcFaults of(String source, JdbcSettings settings) {
        return new JdbcFaults(source, Secret.maskUrl(settings.url()), settings.user());
    }

    /** Source, address and account in one phrase. */
    String place() {
        return "source " + source + " (" + url + (user.isEmpty() ? "" : " as " + user) + ")";
    }

    /**
     * The failure of an act.
     *
     * @param act what failed, as in "cannot read table x"
     */
    CacheException of(String act, SQLException problem) {
        String message = place() + " " + act + ": " + Secret.maskUrl(String.valueOf(problem.getMessage()));
        String state = problem.getSQLState() == null ? "" : problem.getSQLState();
        return url.startsWith("jdbc:sqlite:")
                ? sqlite(message, problem)
                : url.startsWith("jdbc:postgresql:")
                        ? postgres(message, state, problem)
                        : maria(message, state, problem);
    }

    /** The failure to get a connection. */
    CacheException unreachable(SQLException problem) {
        CacheException failure = of("cannot be reached", problem);
        return failure instanceof RetryException ? new UnreachableException(failure.getMessage(), problem) : failure;
    }

    /** A fault that passes: of the connection or the whole server, or of the one statement. */
    private static RetryException passing(String message, boolean statement, SQLException problem) {
        return statement ? new StatementException(message, problem) : new RetryException(message, problem);
    }

    private static CacheException maria(String message, String state, SQLException problem) {
        return switch (problem.getErrorCode()) {
            case 1045, 1698, 1251, 1524, 1130, 1820, 4151 ->
                new HaltException(message + " (expected the right user and password: check both)", problem);
            case 1044 -> new HaltException(message + " (expected: GRANT SELECT on the database)", problem);
            case 1049 -> new HaltException(message + " (expected a database that exists: check the url)", problem);
            case 1142, 1143 -> new SkipException(message + " (expected: GRANT SELECT on the table)", problem);
            case 1146, 1054, 1051, 1356, 1932, 1030, 1034, 1194 -> new SkipException(message, problem);
            default ->
                state.equals("28000")
                        ? new HaltException(message + " (expected the right user and password: check both)", problem)
                        : state.startsWith("21") || state.startsWith("22")
                                ? new SkipException(
                                        message + " (expected values that can be computed: mend the row or the view)",
                                        problem)
                                : passing(message, isOfStatement(state, problem.getErrorCode()), problem);
        };
    }

    /** What the driver finds by itself has no number; too many connections, a shutdown and the like concern all. */
    private static boolean isOfStatement(String state, int error) {
        return switch (error) {
            case 0, 1040, 1053, 1077, 1079, 1203, 1226, 1927, 4031 -> false;
            default -> error > 0 && !state.startsWith("08");
        };
    }

    private static CacheException postgres(String message, String state, SQLException problem) {
        return switch (state) {
            case "28P01", "28000", "08004" ->
                new HaltException(message + " (expected the right user and password: check both)", problem);
            case "3D000" -> new HaltException(message + " (expected a database that exists: check the url)", problem);
            case "42501" -> new SkipException(message + " (expected: GRANT SELECT on the table)", problem);
            default ->
                state.startsWith("42") || state.startsWith("22") || state.startsWith("XX")
                        ? new SkipException(message, problem)
                        : passing(message, state.startsWith("40") || OF_STATEMENT.contains(state), problem);
        };
    }

    private static CacheException sqlite(String message, SQLException problem) {
        final int error = 1;
        final int corrupt = 11;
        final int cannotOpen = 14;
        final int noDatabase = 26;
        return switch (problem.getErrorCode() & 0xff) {
            case cannotOpen -> new HaltException(message + " (expected a file that exists and may be read)", problem);
            case noDatabase -> new HaltException(message + " (expected a file of SQLite)", problem);
            case error, corrupt -> new SkipException(message, problem);
            default -> new RetryException(message, problem);
        };
    }
}
