package org.adei.cache.replication.bootstrap.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.mariadb.Sql;

/**
 * What a server keeps about whom it follows, and how far: files that are not changed at once. One that was killed within
 * {@code CHANGE MASTER} can have torn ones, and then refuses each statement about them but the one that deletes them. What
 * it has applied is in a table, and the master sends again what follows.
 */
public final class MasterRecord {
    private static final int TORN = 1201;

    private MasterRecord() {}

    /** Sets whom a server follows that stands still, from where it is. The address is the one at which it reaches the master. */
    public static void set(Connection replica, ClusterServer master, Account replication) throws SQLException {
        execute(
                replica,
                """
                CHANGE MASTER TO MASTER_HOST = %s, MASTER_PORT = %d, MASTER_USER = %s, MASTER_PASSWORD = %s,
                    MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 0.5
                """.formatted(
                                        AccountMaker.text(master.host().replaceAll("[\\[\\]]", "")),
                                        master.port(),
                                        AccountMaker.text(replication.user()),
                                        AccountMaker.text(replication.password().reveal()))
                        + (master.jdbcUrl("").contains("sslMode=disable")
                                ? ", MASTER_SSL_VERIFY_SERVER_CERT = 0"
                                : ""));
    }

    /** Executes a statement that needs the record; a torn one is deleted first. */
    public static void execute(Connection replica, String statement) throws SQLException {
        try {
            Sql.execute(replica, statement);
        } catch (SQLException e) {
            if (e.getErrorCode() != TORN) {
                throw e;
            }
            Sql.execute(replica, "RESET SLAVE ALL");
            Sql.execute(replica, statement);
        }
    }
}
