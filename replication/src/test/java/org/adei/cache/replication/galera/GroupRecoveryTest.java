package org.adei.cache.replication.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.failure.HaltException;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in place of the server, which says what it is to say. */
@SuppressWarnings("try") // a board is there to be asked, not to be called
class GroupRecoveryTest {
    private static final String GROUP = "33bb5f14-e721-11f1-9908-5b3aeb6e7d5a";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final ClusterServer db1 = server(1);
    private final ClusterServer db2 = server(2);

    @Test
    void theNodeThatHasMostIsToldToStartTheGroupClosed() throws IOException {
        Path state = Files.writeString(folder.resolve("grastate.dat"), "safe_to_bootstrap: 0\n");
        try (PositionBoard other = PositionBoard.open(db2.port(), "db2", new RecoveredPosition(GROUP, 3))) {
            assertThat(recovery(PATIENCE).arguments(node("Recovered position: " + GROUP + ":7")))
                    .containsExactly("--wsrep-new-cluster", "--wsrep-start-position=" + GROUP + ":7", "--read-only=1");
        }
        assertThat(state).hasContent("safe_to_bootstrap: 1");
    }

    @Test
    void aNodeThatTellsNoPositionEndsIt() {
        assertThatThrownBy(
                        () -> recovery(PATIENCE).arguments(node("[Note] WSREP: disabled, skipping position recovery")))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("no position is told by")
                .hasMessageContaining("skipping position recovery");
    }

    @Test
    void theNodesThatAreMissingAreNamed() throws IOException {
        Path state = Files.writeString(folder.resolve("grastate.dat"), "safe_to_bootstrap: 0\n");
        GroupRecovery.Node node = node("Recovered position: " + GROUP + ":7");
        assertThatThrownBy(() -> recovery(Duration.ofSeconds(1)).arguments(node))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("db2 has not told its position");
        assertThat(state).hasContent("safe_to_bootstrap: 0");
    }

    @Test
    void aBoardTellsWhoAsks() {
        RecoveredPosition position = new RecoveredPosition(GROUP, -1);
        try (PositionBoard board = PositionBoard.open(db1.port(), "db1", position)) {
            assertThat(PositionBoard.ask(db1)).isEqualTo(new PositionBoard.Answer.Told("db1", position));
            assertThatThrownBy(() -> PositionBoard.open(db1.port(), "db1", position))
                    .isInstanceOf(HaltException.class)
                    .hasMessageContaining("stop its server before");
        }
        assertThat(PositionBoard.ask(db1)).isEqualTo(new PositionBoard.Answer.Nothing());
    }

    private GroupRecovery recovery(Duration patience) {
        ClusterAccounts accounts = new ClusterAccounts("%", account("manager"), account("replication"), null);
        Cluster cluster =
                new Cluster(ClusterKind.GALERA, Map.of("db1", db1, "db2", db2), false, Duration.ofSeconds(1), accounts);
        return new GroupRecovery(cluster, patience, line -> {});
    }

    private GroupRecovery.Node node(String says) {
        try {
            Path script = Files.createFile(
                    folder.resolve("mariadbd"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(script, "#!/bin/sh\necho '" + says + "' >&2\n");
            return new GroupRecovery.Node("db1", db1.port(), List.of(script.toString()), folder, Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Account account(String user) {
        return new Account(user, Secret.of("secret"));
    }

    private static ClusterServer server(int id) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ClusterServer("127.0.0.1", free.getLocalPort(), id, 100, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
