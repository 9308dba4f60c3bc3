package org.adei.cache.testkit.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/** Whether servers hold the same, once they have applied the same transactions. */
public final class Comparison {
    private Comparison() {}

    /**
     * Waits until every server has applied what the first one has logged, then compares all of their contents with its.
     * Nobody may write meanwhile.
     *
     * @return one line for each server that differs or does not get there; empty if all are equal
     */
    public static List<String> differences(LocalMariaDb first, List<LocalMariaDb> others, Duration patience) {
        String position = Sql.value(first, "SELECT @@GLOBAL.gtid_binlog_pos");
        List<String> differences = new ArrayList<>();
        ServerContent expected = ServerContent.of(first);
        for (LocalMariaDb other : others) {
            String waited = Sql.value(
                    other, "SELECT MASTER_GTID_WAIT('" + position + "', " + patience.toMillis() / 1000.0 + ")");
            if (!waited.equals("0")) {
                differences.add("the server at port " + other.port() + " has not reached " + position + " within "
                        + patience + ": it is at " + Sql.value(other, "SELECT @@GLOBAL.gtid_slave_pos"));
                continue;
            }
            List<String> tables = expected.differences(ServerContent.of(other));
            if (!tables.isEmpty()) {
                differences.add("the server at port " + other.port() + " differs from the one at port " + first.port()
                        + " in " + String.join(", ", tables));
            }
        }
        return differences;
    }
}
