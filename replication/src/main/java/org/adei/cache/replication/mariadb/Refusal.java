package org.adei.cache.replication.mariadb;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.adei.cache.settings.ClusterServer;
import org.jspecify.annotations.Nullable;

/** Tells whether nobody listens at a server's port, which its host must say itself. Stateless. */
final class Refusal {
    private static final int MILLIS = 100;

    private Refusal() {}

    /** Whether a connection broke or was refused, as when a process dies; a wait that ended is none. */
    static boolean isOne(SQLException e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            if (cause instanceof SocketTimeoutException) {
                return false;
            }
        }
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    /** Asks the port itself. */
    static boolean isOne(ClusterServer server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host().replaceAll("[\\[\\]]", ""), server.port()), MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
