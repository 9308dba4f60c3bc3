package org.adei.cache.benchmarks.failover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.adei.cache.testkit.cluster.ServerContent;

/** Looks at the servers themselves, past stewards and network. */
final class Health {
    private static final long POLL_MILLIS = 100;
    private static final int CATCH_UP_SECONDS = 30;
    private static final String STEWARDS = "`adei_ha`";

    private final Site site;

    Health(Site site) {
        this.site = site;
    }

    /** Waits until all is well; the master then, or 0 with {@link #complaints} as the reason. */
    int await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            int master = site.master();
            if (master != 0 && complaints(master).isEmpty()) {
                return master;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return 0;
    }

    /** What is not as it should be, if this is the master. */
    List<String> complaints(int master) {
        List<String> complaints = new ArrayList<>();
        if (master == 0) {
            complaints.add("there is no one master");
        }
        for (int id : site.data()) {
            try {
                complaint(id, master).ifPresent(complaint -> complaints.add("db" + id + complaint));
            } catch (SQLException e) {
                complaints.add("db" + id + ": " + e.getMessage());
            }
        }
        return complaints;
    }

    private Optional<String> complaint(int id, int master) throws SQLException {
        try (Connection root = site.servers.server(id).connect("");
                Statement statement = root.createStatement()) {
            try (ResultSet content = statement.executeQuery("SELECT content FROM adei_ha.vote")) {
                if (content.next() && content.getInt(1) != 0) {
                    return Optional.of(" is not proven to be whole, mark " + content.getInt(1));
                }
            }
            try (ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
                if (id == master) {
                    return status.next() ? Optional.of(" reigns and follows") : Optional.empty();
                }
                if (!status.next()) {
                    return Optional.of(" follows nobody");
                }
                boolean follows = status.getInt("Master_Port")
                                == site.network
                                        .ofServers(master == 0 ? 1 : master)
                                        .port()
                        && status.getString("Slave_IO_Running").equals("Yes")
                        && status.getString("Slave_SQL_Running").equals("Yes");
                return follows
                        ? Optional.empty()
                        : Optional.of(" does not follow: IO " + status.getString("Slave_IO_Running") + " "
                                + status.getString("Last_IO_Error") + ", SQL " + status.getString("Slave_SQL_Running")
                                + " " + status.getString("Last_SQL_Error"));
            }
        }
    }

    /** Tables in which servers differ from the master, one line for each server; nobody writes meanwhile. */
    List<String> differences(int master) throws SQLException {
        String position = site.value(master, "SELECT @@GLOBAL.gtid_binlog_pos");
        ServerContent expected = ServerContent.of(site.servers.server(master));
        List<String> differences = new ArrayList<>();
        for (int id : site.data()) {
            if (id == master) {
                continue;
            }
            String waited = site.value(id, "SELECT MASTER_GTID_WAIT('" + position + "', " + CATCH_UP_SECONDS + ")");
            List<String> tables = expected.differences(ServerContent.of(site.servers.server(id))).stream()
                    .filter(table -> !table.startsWith(STEWARDS))
                    .toList();
            if (!waited.equals("0") || !tables.isEmpty()) {
                differences.add("db" + id + (waited.equals("0") ? " differs in " + tables : " is not at " + position));
            }
        }
        return differences;
    }

    /** Old binlogs go, once all servers hold the same, so that many runs need no more room than one. */
    void purge() throws SQLException {
        for (int id : site.data()) {
            site.servers.server(id).dropOldLogs();
        }
    }
}
