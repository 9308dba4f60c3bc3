package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of the cache to the version of this program. */
final class Schema {
    private static final String HISTORY = "adei_schema";

    private static final int LOCK_SECONDS = 100;
    private static final String ACT = "cannot make or bring up to date the tables of the cache ";

    private Schema() {}

    /**
     * Migrates if there is anything to do, so that an account without rights to change tables can read; safe against
     * other processes that do the same, and after one that broke off, since every step can be repeated.
     *
     * @return how many steps have been taken, for {@link #hasAll}
     */
    static long migrate(Database database) {
        bringUpToDate(database);
        return database.with(ACT + database, Schema::steps);
    }

    /** Whether as many steps have been taken as once before. One round trip. */
    static boolean hasAll(Database database, long steps) {
        return database.with("cannot look for the tables of the cache " + database, connection -> {
            try {
                return steps(connection) >= steps;
            } catch (SQLException e) {
                if (SqlFailures.isMissingTable(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static long steps(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM " + HISTORY + " WHERE success");
    }

    private static void bringUpToDate(Database database) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("classpath:org/adei/cache/migration")
                    .loggers("slf4j")
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholderReplacement(false)
                    .load();
            boolean brokenOff = false;
            boolean complete = flyway.info().current() != null;
            for (MigrationInfo info : flyway.info().all()) {
                MigrationState state = info.getState();
                if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
                    throw newer(database, info);
                }
                brokenOff |= state == MigrationState.FAILED;
                complete &= state != MigrationState.PENDING;
            }
            if (brokenOff || !complete) {
                alone(database, flyway, brokenOff);
            }
        } catch (FlywayException e) {
            throw failure(database, e);
        }
    }

    /** Of processes that start at once one makes the tables and the others wait: Flyway's own lock begins too late. */
    private static void alone(Database database, Flyway flyway, boolean brokenOff) {
        String act = "cannot be alone in making the tables of the cache " + database;
        database.with(act, connection -> {
            if (Sql.number(connection, "SELECT GET_LOCK(CONCAT('adei_schema ', MD5(DATABASE())), ?)", LOCK_SECONDS)
                    != 1) {
                throw new RetryException(act + ": another process has been at it for " + LOCK_SECONDS
                        + " s; look for it in SHOW PROCESSLIST and start again");
            }
            try {
                if (brokenOff) {
                    flyway.repair();
                }
                flyway.migrate();
            } finally {
                Sql.number(connection, "SELECT RELEASE_LOCK(CONCAT('adei_schema ', MD5(DATABASE())))");
            }
            return 0;
        });
    }

    private static HaltException newer(Database database, MigrationInfo info) {
        return new HaltException("the cache " + database + " has version " + info.getVersion()
                + " of its tables, which is newer than this program: start a newer adei-cache, or give this one a schema"
                + " of its own");
    }

    private static CacheException failure(Database database, FlywayException e) {
        String act = ACT + database;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFailures.of(act, sql);
            }
        }
        return new HaltException(act + ": " + e.getMessage(), e);
    }
}
