package org.adei.cache.source.jdbc.push;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.FormatDescriptionEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.XidEventData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/** Makes changes out of events. Used by the thread of the log. */
final class LogEvents implements BinaryLogClient.EventListener {
    private static final Pattern HARMLESS = Pattern.compile(
            "(BEGIN|START TRANSACTION|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO|GRANT|REVOKE|FLUSH|ANALYZE|CREATE USER"
                    + "|CREATE TABLE|CREATE DATABASE|CREATE SCHEMA|XA )\\b.*",
            Pattern.DOTALL);
    private static final int LONGEST_LOOKED_AT = 100;

    private final LoggedTransaction transaction = new LoggedTransaction();
    private final LogPlace place = new LogPlace();
    private final Tables tables;
    private final Push.Listener listener;
    private BooleanSupplier start = () -> true;
    private boolean refused;

    /** Finds followed tables by schema and name. */
    @FunctionalInterface
    interface Tables {
        @Nullable
        LoggedTable find(String schema, String table);
    }

    LogEvents(Tables tables, Push.Listener listener) {
        this.tables = tables;
        this.listener = listener;
    }

    /**
     * Begins anew; what was not committed comes again.
     *
     * @param accepts asked at the head of each file, where {@link #now} is known, whether this is the log to be read
     */
    void restart(BooleanSupplier accepts) {
        transaction.commit();
        place.forget();
        start = accepts;
        refused = false;
    }

    /** Where the log is read, null if it is not known. */
    Push.@Nullable Position now() {
        return place.now();
    }

    @Override
    public void onEvent(Event event) {
        EventData data = event.getData();
        if (refused) {
            return;
        }
        place.read(event, data);
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
        } else if (data instanceof FormatDescriptionEventData) {
            refused = !start.getAsBoolean();
            if (!refused) {
                listener.committed(List.of(), place.now());
            }
        } else if (data instanceof XidEventData) {
            commit();
        } else if (data instanceof QueryEventData query) {
            query(query.getSql());
        }
    }

    private void commit() {
        listener.committed(transaction.commit(), place.now());
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
