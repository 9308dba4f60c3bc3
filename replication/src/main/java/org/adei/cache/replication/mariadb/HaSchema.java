package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.store.mariadb.Sql;

/** The tables of the stewards. The vote is each server's own; the lease goes with the data to all of them. */
final class HaSchema {
    private static final String LEASE = """
            CREATE TABLE IF NOT EXISTS adei_ha.lease (
                id TINYINT PRIMARY KEY,
                epoch BIGINT NOT NULL,
                primary_id BIGINT NOT NULL,
                expires DATETIME(6) NOT NULL
            ) ENGINE = InnoDB
            """;

    private static final String VOTE = """
            CREATE TABLE IF NOT EXISTS adei_ha.vote (
                id TINYINT PRIMARY KEY,
                term BIGINT NOT NULL,
                steward VARCHAR(190) NOT NULL,
                epoch BIGINT NOT NULL,
                primary_id BIGINT NOT NULL,
                until DATETIME(6) NOT NULL,
                content TINYINT NOT NULL DEFAULT 0,
                wish VARCHAR(190) NOT NULL DEFAULT '',
                wish_until DATETIME(6) NOT NULL DEFAULT '2000-01-01'
            ) ENGINE = InnoDB
            """;

    private static final String LATER_COLUMNS = """
            ALTER TABLE adei_ha.vote
                ADD COLUMN IF NOT EXISTS content TINYINT NOT NULL DEFAULT 0,
                ADD COLUMN IF NOT EXISTS wish VARCHAR(190) NOT NULL DEFAULT '',
                ADD COLUMN IF NOT EXISTS wish_until DATETIME(6) NOT NULL DEFAULT '2000-01-01'
            """;

    private static final String LEASES = "SELECT COUNT(*) FROM adei_ha.lease";

    private HaSchema() {}

    /** Makes what is missing, on a connection whose writes are not logged. */
    static void make(Connection quiet) throws SQLException {
        Sql.execute(quiet, "CREATE SCHEMA IF NOT EXISTS adei_ha");
        Sql.execute(quiet, LEASE);
        Sql.execute(quiet, VOTE);
        Sql.execute(quiet, LATER_COLUMNS);
        Sql.execute(
                quiet,
                "INSERT IGNORE INTO adei_ha.vote (id, term, steward, epoch, primary_id, until)"
                        + " VALUES (1, 0, '', 0, 0, '2000-01-01')");
    }

    /**
     * The lease's table for all replicas, also those that were away when it was made. Not once there is a lease: a change
     * of tables cannot be undone on a master that dies with it.
     */
    static void makeLease(Connection logged) throws SQLException {
        if (Sql.number(logged, LEASES) > 0) {
            return;
        }
        Sql.execute(logged, "CREATE SCHEMA IF NOT EXISTS adei_ha");
        Sql.execute(logged, LEASE);
    }
}
