package org.adei.cache.replication.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.replication.bootstrap.GaleraHealth;
import org.adei.cache.replication.bootstrap.mariadb.FactsReader;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.cluster.ServerContent;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.galera.LocalGalera;
import org.adei.cache.testkit.mariadb.Durability;
import org.junit.jupiter.api.Test;

class GaleraIT {
    private static final int NODES = 3;

    @Test
    void aGroupSurvivesTheLossOfANodeAndThatOfAll() throws SQLException {
        if (!(GaleraBinaries.locate() instanceof GaleraBinaries.Found found)) {
            abort(((GaleraBinaries.Missing) GaleraBinaries.locate()).reason());
            return;
        }
        try (LocalGalera group = LocalGalera.start(found, NODES, Durability.FAST, "")) {
            run(
                    group,
                    1,
                    "CREATE SCHEMA kept",
                    "CREATE TABLE kept.t (a INT PRIMARY KEY)",
                    "INSERT INTO kept.t VALUES (1)");
            assertThat(health(group, 2)).isEqualTo(new GaleraHealth(true, "Synced", "Primary", NODES));

            group.node(3).kill9();
            run(group, 1, "INSERT INTO kept.t VALUES (2)");
            assertThat(health(group, 1).serves()).isTrue();

            group.node(1).kill9();
            group.node(2).kill9();
            assertThat(GroupStartPlanner.plan(recovered(group, false))).isInstanceOf(GroupStart.Refused.class);
            GroupStart start = GroupStartPlanner.plan(recovered(group, true));
            assertThat(start).isInstanceOfSatisfying(GroupStart.Bootstrap.class, bootstrap -> {
                assertThat(bootstrap.node()).isIn("1", "2");
                restart(group, bootstrap);
            });
            assertThat(ServerContent.of(group.node(2))).isEqualTo(ServerContent.of(group.node(1)));
            assertThat(ServerContent.of(group.node(3))).isEqualTo(ServerContent.of(group.node(1)));
            run(group, 3, "INSERT INTO kept.t VALUES (3)");
        }
    }

    private static void restart(LocalGalera group, GroupStart.Bootstrap bootstrap) {
        int first = Integer.parseInt(bootstrap.node());
        Map<String, Optional<RecoveredPosition>> positions = recovered(group, true);
        group.startGroup(first, bootstrap.position().toString());
        for (int id = 1; id <= NODES; id++) {
            if (id != first) {
                group.startNode(
                        id, "--wsrep-start-position=" + positions.get("" + id).orElseThrow());
            }
        }
    }

    private static Map<String, Optional<RecoveredPosition>> recovered(LocalGalera group, boolean withProvider) {
        Map<String, Optional<RecoveredPosition>> positions = new LinkedHashMap<>();
        for (int id = 1; id <= NODES; id++) {
            positions.put("" + id, RecoveredPosition.in(group.recover(id, withProvider)));
        }
        return positions;
    }

    private static GaleraHealth health(LocalGalera group, int id) {
        ClusterServer server = new ClusterServer("127.0.0.1", group.node(id).port(), id, 100, false);
        return GaleraHealth.of(FactsReader.read("db" + id, server, new Account("root", Secret.of(group.password()))));
    }

    private static void run(LocalGalera group, int id, String... statements) throws SQLException {
        try (Connection root = group.node(id).connect("");
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
