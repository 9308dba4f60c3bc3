package org.adei.cache.source.jdbc.push;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.XidEventData;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.adei.cache.source.Push;

/** Makes changes out of events. Used by the thread of the log. */
final class LogEvents implements BinaryLogClient.EventListener {
    private static final Pattern HARMLESS = Pattern.compile(
            "(BEGIN|START TRANSACTION|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO|GRANT|REVOKE|FLUSH|ANALYZE|CREATE USER"
                    + "|CREATE TABLE|CREATE DATABASE|CREATE SCHEMA|XA )\\b.*",
            Pattern.DOTALL);
    private static final int LONGEST_LOOKED_AT = 100;

    private final LoggedTransaction transaction = new LoggedTransaction();
    private final Tables tables;
    private final Push.Listener listener;

    /** Finds followed tables by schema and name. */
    @FunctionalInterface
    interface Tables {
        @org.jspecify.annotations.Nullable
        LoggedTable find(String schema, String table);
    }

    LogEvents(Tables tables, Push.Listener listener) {
        this.tables = tables;
        this.listener = listener;
    }

    @Override
    public void onEvent(Event event) {
        EventData data = event.getData();
        if (data instanceof TableMapEventData map) {
            transaction.table(
                    map.getTableId(), tables.find(map.getDatabase(), map.getTable()), map.getColumnTypes().length);
        } else if (data instanceof WriteRowsEventData rows) {
            rows.getRows().forEach(row -> transaction.row(rows.getTableId(), rows.getIncludedColumns(), row));
        } else if (data instanceof DeleteRowsEventData rows) {
            rows.getRows().forEach(row -> transaction.row(rows.getTableId(), rows.getIncludedColumns(), row));
        } else if (data instanceof UpdateRowsEventData rows) {
            for (Map.Entry<java.io.Serializable[], java.io.Serializable[]> row : rows.getRows()) {
                transaction.row(rows.getTableId(), rows.getIncludedColumnsBeforeUpdate(), row.getKey());
                transaction.row(rows.getTableId(), rows.getIncludedColumns(), row.getValue());
            }
        } else if (data instanceof XidEventData) {
            commit();
        } else if (data instanceof QueryEventData query) {
            query(query.getSql());
        }
    }

    private void commit() {
        transaction.commit().forEach(listener::changed);
    }

    /** Statements in the log are changes of tables, or of rows where a session does not log rows. */
    private void query(String sql) {
        String start = sql.strip();
        start = start.substring(0, Math.min(LONGEST_LOOKED_AT, start.length())).toUpperCase(Locale.ROOT);
        if (start.startsWith("COMMIT")) {
            commit();
        } else if (start.equals("ROLLBACK")) {
            // what a transaction did to tables that cannot roll back has happened
            commit();
        } else if (!HARMLESS.matcher(start).matches()) {
            commit();
            listener.unsure();
        }
    }
}
