package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.LeaseRow;
import org.adei.cache.replication.state.Receipts;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.store.mariadb.Sql;
import org.jspecify.annotations.Nullable;

/** Asks a server how it is: two round trips. Stateless. */
final class Probe {
    private static final int NO_COLUMN = 1054;
    private static final int NO_SCHEMA = 1049;
    private static final int NO_TABLE = 1146;
    private static final String STATE = """
            SELECT @@GLOBAL.read_only, @@GLOBAL.gtid_binlog_state, v.term, v.epoch, v.primary_id,
                v.until > SYSDATE(6), l.epoch, l.primary_id, TIMESTAMPDIFF(MICROSECOND, SYSDATE(6), l.expires),
                TIMESTAMPDIFF(MICROSECOND, '1970-01-01', SYSDATE(6)), v.content,
                IF(v.wish_until > SYSDATE(6), v.wish, ''), @@GLOBAL.server_id, @@GLOBAL.gtid_domain_id,
                @@GLOBAL.gtid_strict_mode, @@GLOBAL.rpl_semi_sync_master_enabled,
                @@GLOBAL.rpl_semi_sync_slave_enabled
            FROM adei_ha.vote v LEFT JOIN adei_ha.lease l ON l.id = 1
            WHERE v.id = 1
            """;

    private static final Content[] CONTENTS = Content.values();

    private Probe() {}

    /**
     * What a server said.
     *
     * @param state of itself
     * @param micros its clock when it said so, in microseconds since 1970
     * @param setup its settings
     */
    record Answer(ServerState state, long micros, Inspection.Setup setup) {}

    static Answer ask(Connection quiet) throws SQLException {
        try {
            return answer(quiet);
        } catch (SQLException e) {
            if (!Set.of(NO_COLUMN, NO_SCHEMA, NO_TABLE).contains(e.getErrorCode())) {
                throw e;
            }
            HaSchema.make(quiet);
            return answer(quiet);
        }
    }

    private static Answer answer(Connection quiet) throws SQLException {
        Optional<ReplicaState> replica = replica(quiet);
        return Sql.first(quiet, STATE, row -> read(row, replica))
                .orElseThrow(() -> new SQLException("the row of adei_ha.vote is missing", "HY000", NO_TABLE));
    }

    private static Answer read(ResultSet row, Optional<ReplicaState> replica) throws SQLException {
        row.getLong(7);
        Optional<LeaseRow> lease = row.wasNull()
                ? Optional.empty()
                : Optional.of(new LeaseRow(
                        row.getLong(7),
                        row.getLong(8),
                        Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(row.getLong(9)))));
        Vote vote = new Vote(
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getBoolean(6),
                CONTENTS[row.getInt(11)],
                text(row.getString(12)));
        Receipts receipts = new Receipts(row.getInt(16) != 0, row.getInt(17) != 0);
        ServerState state = new ServerState(
                row.getInt(1) != 0, GtidSet.parse(text(row.getString(2))), replica, lease, vote, receipts);
        Inspection.Setup setup =
                new Inspection.Setup(row.getLong(13), row.getLong(14), row.getBoolean(15), !state.readOnly());
        return new Answer(state, row.getLong(10), setup);
    }

    private static Optional<ReplicaState> replica(Connection quiet) throws SQLException {
        try (Statement statement = quiet.createStatement();
                ResultSet row = statement.executeQuery("SHOW ALL SLAVES STATUS")) {
            if (!row.next() || text(row.getString("Master_Host")).isEmpty()) {
                return Optional.empty();
            }
            String io = text(row.getString("Slave_IO_Running"));
            return Optional.of(new ReplicaState(
                    row.getString("Master_Host") + ":" + row.getString("Master_Port"),
                    io.equals("Yes") ? Link.CONNECTED : io.equals("No") ? Link.STOPPED : Link.CONNECTING,
                    text(row.getString("Slave_SQL_Running")).equals("Yes"),
                    GtidSet.parse(text(row.getString("Gtid_IO_Pos"))),
                    text(row.getString("Last_SQL_Error"))
                            + (io.equals("No") ? text(row.getString("Last_IO_Error")) : "")));
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
