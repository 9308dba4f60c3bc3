package org.adei.cache.store.mariadb;

import java.sql.SQLException;
import org.adei.cache.failure.HaltException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of the cache to the version of this program. */
final class Schema {
    private static final String HISTORY = "adei_schema";

    private Schema() {}

    /** Migrates; safe against other processes that do the same (Flyway holds a lock of the server). */
    static void migrate(Database database) {
        database.with("cannot reach the cache " + database, connection -> connection.isValid(10));
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
            for (MigrationInfo info : flyway.info().all()) {
                if (info.getState() == MigrationState.FUTURE_SUCCESS) {
                    throw new HaltException("the cache " + database + " has version " + info.getVersion()
                            + " of its tables, which is newer than this program: start a newer adei-cache, or give this"
                            + " one a schema of its own");
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw failure(database, e);
        }
    }

    private static RuntimeException failure(Database database, FlywayException e) {
        String act = "cannot make or bring up to date the tables of the cache " + database;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFailures.of(act, sql);
            }
        }
        return new HaltException(act + ": " + e.getMessage(), e);
    }
}
