package org.adei.cache.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ServerContent;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.galera.LocalGalera;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.worker.AdeiCache;
import org.adei.cache.worker.demo.DemoFolder;
import org.junit.jupiter.api.Test;

class GaleraRecoveryIT {
    private static final int NODES = 3;

    /** What a command printed, and how it ended. */
    private record Said(int code, String out, String err) {}

    @Test
    void aGroupThatWasKilledStartsFromTheNodeThatHasMostAndIsOpenedOnceAllAreEqual() throws Exception {
        if (!(GaleraBinaries.locate() instanceof GaleraBinaries.Found found)) {
            abort(((GaleraBinaries.Missing) GaleraBinaries.locate()).reason());
            return;
        }
        try (DemoFolder folder = DemoFolder.make("adei-cache-test-");
                LocalGalera group = LocalGalera.start(found, NODES, Durability.FAST, "")) {
            TrialServers servers =
                    new TrialServers(ClusterKind.GALERA, TrialServers.named(group.servers()), false, group);
            Path config = TrialConfig.write(servers, folder);
            init(config);
            run(group, 1, "CREATE TABLE adei_trial.t (a INT PRIMARY KEY)", "INSERT INTO adei_trial.t VALUES (1)");
            group.node(3).kill9();
            run(group, 1, "INSERT INTO adei_trial.t VALUES (2)");
            group.node(1).kill9();
            group.node(2).kill9();

            assertThat(recover(group, config, 1, "--wait", "3"))
                    .satisfies(said -> assertThat(said.code()).isEqualTo(AdeiCache.FAILED))
                    .satisfies(said -> assertThat(said.err())
                            .contains("db2 has not told its position", "db3 has not told its position"));
            startAll(group, config);
            assertClosed(group, config);
            differAndMend(group, config);
            assertOpen(group);
        }
    }

    private static void startAll(LocalGalera group, Path config) throws Exception {
        List<CompletableFuture<Said>> helpers = new ArrayList<>();
        for (int id = NODES; id >= 1; id--) {
            int node = id;
            helpers.add(0, CompletableFuture.supplyAsync(() -> {
                Said said = recover(group, config, node, "--wait", "120");
                if (said.code() == AdeiCache.DONE) {
                    group.startNode(node, said.out().strip().split(" "));
                }
                return said;
            }));
        }
        for (CompletableFuture<Said> helper : helpers) {
            Said said = helper.get(3, TimeUnit.MINUTES);
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains("--wsrep-start-position=", "--read-only=1");
        }
        assertThat(helpers.get(NODES - 1).join().out()).doesNotContain("--wsrep-new-cluster");
        assertThat(helpers.stream().filter(helper -> helper.join().out().contains("--wsrep-new-cluster")))
                .hasSize(1);
    }

    private static void assertClosed(LocalGalera group, Path config) throws SQLException {
        for (LocalMariaDb node : group.servers()) {
            assertThat(value(node, "SELECT @@GLOBAL.read_only")).isEqualTo("1");
            assertThat(value(node, "SELECT COUNT(*) FROM adei_trial.t")).isEqualTo("2");
        }
        assertThat(run("cluster", "status", "--config", config.toString()).code())
                .isZero();
    }

    /** As nodes that were started by hand after a crash may be: each says that all is well. */
    private static void differAndMend(LocalGalera group, Path config) throws SQLException {
        String open = config.toString();
        run(group, 2, "SET SESSION wsrep_on = OFF", "INSERT INTO adei_trial.t VALUES (7)");
        Said refused = run("cluster", "open", "--wait", "30", "--config", open);
        assertThat(refused.code()).isEqualTo(AdeiCache.FAILED);
        assertThat(refused.err()).contains("db2 differs from db1 in `adei_trial`.`t`: nothing was opened");
        assertThat(value(group.node(1), "SELECT @@GLOBAL.read_only")).isEqualTo("1");

        run(group, 2, "SET SESSION wsrep_on = OFF", "DELETE FROM adei_trial.t WHERE a = 7");
        Said opened = run("cluster", "open", "--wait", "30", "--config", open);
        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(opened.err()).contains("db3 holds the same as the others and is open");
        assertThat(run("cluster", "open", "--config", open).err()).contains("All nodes are open already");

        run(group, 3, "SET GLOBAL read_only = 1");
        assertThat(run("cluster", "open", "--wait", "30", "--config", open).err())
                .contains("db3 holds the same as the others and is open");
    }

    private static void assertOpen(LocalGalera group) throws SQLException {
        run(group, 3, "INSERT INTO adei_trial.t VALUES (3)");
        for (LocalMariaDb node : group.servers()) {
            assertThat(value(node, "SELECT @@GLOBAL.read_only")).isEqualTo("0");
            assertThat(value(node, "SET STATEMENT wsrep_sync_wait = 1 FOR SELECT COUNT(*) FROM adei_trial.t"))
                    .isEqualTo("3");
        }
        assertThat(ServerContent.of(group.node(2))).isEqualTo(ServerContent.of(group.node(1)));
    }

    private static Said recover(LocalGalera group, Path config, int id, String... options) {
        List<String> arguments = new ArrayList<>(List.of("cluster", "recover", "--config", config.toString()));
        arguments.addAll(List.of("--node", "db" + id, "--data-folder"));
        arguments.add(group.node(id).dataFolder().toString());
        arguments.addAll(List.of(options));
        arguments.add("--");
        arguments.addAll(group.command(id));
        return run(arguments.toArray(String[]::new));
    }

    private static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AdeiCache.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static void init(Path config) {
        Setup setup = SetupFile.load(config, name -> null);
        new ClusterInit(Objects.requireNonNull(setup.cluster()), ClusterInit.Schemas.of(setup.cache()), line -> {})
                .run();
    }

    private static void run(LocalGalera group, int id, String... statements) throws SQLException {
        try (Connection root = group.node(id).connect("");
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(LocalMariaDb node, String query) throws SQLException {
        try (Connection root = node.connect("");
                Statement statement = root.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
