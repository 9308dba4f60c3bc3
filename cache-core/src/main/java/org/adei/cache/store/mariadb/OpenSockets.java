package org.adei.cache.store.mariadb;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sockets of connections by the server that they lead to. Thread-safe. */
final class OpenSockets {
    private final Map<Socket, String> servers = new ConcurrentHashMap<>();

    void add(Socket socket, String server) {
        servers.keySet().removeIf(Socket::isClosed);
        servers.put(socket, server);
    }

    /** Ends all connections but those to one server; what waits on them fails at once. */
    void keepOnly(String server) {
        servers.forEach((socket, name) -> {
            if (!name.equals(server)) {
                servers.remove(socket);
                close(socket);
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
