package org.adei.cache.replication.rejoin.mariadb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/**
 * Fills a server by SQL out of a snapshot of another one, which goes on working: for machines without
 * {@code mariadb-backup}, and for donors elsewhere. Some forty times slower than copying files. Accounts are not copied,
 * and of the stewards' tables the lease alone: a vote is each server's own.
 * Used by one thread.
 */
public final class SqlSeed {
    private static final int PIECE_ROWS = 1_000;
    private static final Set<Integer> BINARY =
            Set.of(Types.BIT, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    private final ServerSession donor;
    private final ServerSession target;

    /** The target replicates from nobody, and its session may write past {@code read_only}. */
    public SqlSeed(ServerSession donor, ServerSession target) {
        this.donor = donor;
        this.target = target;
    }

    /**
     * Looks whether the target's account may do all that is needed.
     *
     * @throws org.adei.cache.failure.ConfigurationException if not; names the GRANT that mends it
     */
    public void requireRights() {
        OwnSchemas.of(donor, target).requireRights(target);
    }

    /**
     * Drops the cache on the target, copies it and sets the target to the position of the copy. Schemas that the account
     * was not given stay as they are.
     *
     * @return that position
     * @throws org.adei.cache.failure.ConfigurationException if a right is missing; nothing was dropped then
     */
    public String copy() {
        OwnSchemas own = OwnSchemas.of(donor, target);
        own.requireRights(target);
        BinlogState known = Positions.logged(donor);
        String position = Snapshot.start(donor);
        try {
            target.run("SET SESSION sql_log_bin = 0", "SET SESSION foreign_key_checks = 0");
            own.on(target).forEach(schema -> target.run("DROP DATABASE " + quoted(schema)));
            for (String schema : own.on(donor)) {
                target.run(made("DATABASE " + quoted(schema), "create database"));
                copyTables(schema);
                copyFunctions(schema);
                copyViews(schema);
            }
            copyLease();
            Positions.set(target, known, position);
            return position;
        } finally {
            donor.run("ROLLBACK");
        }
    }

    private void copyLease() {
        String known =
                "SELECT 1 FROM information_schema.tables" + " WHERE table_schema = 'adei_ha' AND table_name = 'lease'";
        if (donor.rows(known).isEmpty() || target.rows(known).isEmpty()) {
            return;
        }
        target.run("DELETE FROM adei_ha.lease");
        copyRows("adei_ha", "lease");
    }

    private void copyTables(String schema) {
        target.run("USE " + quoted(schema));
        for (String name : names(schema, "BASE TABLE")) {
            String table = quoted(schema) + "." + quoted(name);
            target.run(made("TABLE " + table, "create table"));
            copyRows(schema, name);
        }
    }

    /** All columns but those that the server computes itself. */
    private void copyRows(String schema, String name) {
        String table = quoted(schema) + "." + quoted(name);
        List<String> columns = donor
                .column("SELECT column_name FROM information_schema.columns"
                        + " WHERE is_generated = 'NEVER' AND table_schema = '" + schema.replace("'", "''")
                        + "' AND table_name = '" + name.replace("'", "''") + "' ORDER BY ordinal_position")
                .stream()
                .map(SqlSeed::quoted)
                .toList();
        String list = String.join(", ", columns);
        try (Statement select = donor.connection().createStatement()) {
            select.setFetchSize(PIECE_ROWS);
            try (ResultSet rows = select.executeQuery("SELECT " + list + " FROM " + table);
                    PreparedStatement insert = target.connection()
                            .prepareStatement("INSERT INTO " + table + " (" + list + ") VALUES ("
                                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")")) {
                copyRows(rows, columns.size(), insert);
            }
        } catch (SQLException e) {
            throw new RetryException("table " + table + " cannot be copied: " + e.getMessage(), e);
        }
    }

    /** Values go as their text, which keeps every type as it is, and binary ones as their bytes. */
    private void copyRows(ResultSet rows, int columns, PreparedStatement insert) throws SQLException {
        target.connection().setAutoCommit(false);
        int waiting = 0;
        while (rows.next()) {
            for (int c = 1; c <= columns; c++) {
                if (BINARY.contains(rows.getMetaData().getColumnType(c))) {
                    insert.setBytes(c, rows.getBytes(c));
                } else {
                    insert.setString(c, rows.getString(c));
                }
            }
            insert.addBatch();
            if (++waiting == PIECE_ROWS) {
                insert.executeBatch();
                target.connection().commit();
                waiting = 0;
            }
        }
        if (waiting > 0) {
            insert.executeBatch();
        }
        target.connection().commit();
        target.connection().setAutoCommit(true);
    }

    private void copyFunctions(String schema) {
        List<String> functions = donor.column("SELECT routine_name FROM information_schema.routines"
                + " WHERE routine_type = 'FUNCTION' AND routine_schema = '" + schema.replace("'", "''") + "'");
        for (String name : functions) {
            target.run(made("FUNCTION " + quoted(schema) + "." + quoted(name), "create function"));
        }
    }

    /** A view may stand on others: those that fail wait for the next round. */
    private void copyViews(String schema) {
        Deque<String> waiting = new ArrayDeque<>(names(schema, "VIEW"));
        int failures = 0;
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            try {
                target.run(made("VIEW " + quoted(schema) + "." + quoted(name), "create view"));
                failures = 0;
            } catch (RetryException e) {
                waiting.addLast(name);
                if (++failures > waiting.size()) {
                    throw e;
                }
            }
        }
    }

    private List<String> names(String schema, String type) {
        return donor.column("SELECT table_name FROM information_schema.tables WHERE table_type = '" + type
                + "' AND table_schema = '" + schema.replace("'", "''") + "'");
    }

    private String made(String what, String column) {
        Map<String, String> row = donor.rows("SHOW CREATE " + what).get(0);
        String statement = row.getOrDefault(column, "");
        if (statement.isEmpty()) {
            throw new HaltException(
                    what + " cannot be copied: the account may not see how it was made; use one with all" + " rights");
        }
        return statement;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
