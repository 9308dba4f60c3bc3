package org.adei.cache.store.mariadb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of connections, and shows each to whoever opens the connection in this thread: a connection that waits
 * for a server which does not answer can be ended by its socket alone. Named to the driver, which makes one by itself.
 */
public final class Sockets extends SocketFactory {
    private static final ThreadLocal<@Nullable Consumer<Socket>> OPENING = new ThreadLocal<>();

    /** Shows every socket that this thread makes from now on; to nobody if null. */
    static void show(@Nullable Consumer<Socket> to) {
        if (to == null) {
            OPENING.remove();
        } else {
            OPENING.set(to);
        }
    }

    private static Socket shown(Socket socket) {
        Consumer<Socket> to = OPENING.get();
        if (to != null) {
            to.accept(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket() {
        return shown(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return shown(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return shown(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return shown(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return shown(new Socket(host, port, from, fromPort));
    }
}
