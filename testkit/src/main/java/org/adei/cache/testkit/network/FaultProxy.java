package org.adei.cache.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback between one party and another, which can behave as a bad network does. Faults hold until
 * {@link #heal()}. All methods may be called from any thread; threads and connections end with {@link #close()}.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final int CONNECT_MILLIS = 5_000;

    private final InetSocketAddress target;
    private final Weather weather = new Weather();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable Listener listener;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        Listener first = listen(0);
        port = first.socket.getLocalPort();
        listener = first;
    }

    /** Listens until its thread has ended: a socket that is closed takes connections until nobody waits for them. */
    private record Listener(ServerSocket socket, Thread thread) {}

    /** A proxy before a server of loopback, at a free port of its own. */
    public static FaultProxy to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** The same before any server. */
    public static FaultProxy to(InetSocketAddress target) {
        try {
            return new FaultProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy can be made before " + target + ": " + e.getMessage(), e);
        }
    }

    /** Port on 127.0.0.1 to connect to. */
    public int port() {
        return port;
    }

    /** Connections that are open through this proxy. */
    public int connections() {
        return links.size();
    }

    /** Every byte that comes from now on arrives later by this much, both ways. */
    public void delay(Duration delay) {
        weather.delay(delay);
    }

    /**
     * Accepts and forwards nothing, both ways, as a host that has lost its network: nobody is told. What was sent
     * meanwhile arrives after {@link #heal()}, as TCP sends it again, unless {@link #cut()} came between.
     */
    public void blackHole() {
        block(Direction.TO_SERVER);
        block(Direction.TO_CLIENT);
    }

    /** The same one way only. */
    public void block(Direction direction) {
        weather.block(direction);
    }

    /** Drops what is in flight and ends all connections with a reset; new ones are let in. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** As the death of a process: ends all connections with a reset and refuses new ones. */
    public synchronized void refuse() {
        Listener current = listener;
        listener = null;
        close(current);
        cut();
    }

    /** Everything passes again, at once. */
    public synchronized void heal() {
        weather.heal();
        if (listener == null && !closed) {
            try {
                listener = listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "port " + port + " cannot be opened again, has somebody taken it? " + e.getMessage(), e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        close(listener);
        cut();
        weather.heal();
    }

    private Listener listen(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
        Thread thread = new Thread(() -> accept(socket), "fault-proxy-" + socket.getLocalPort());
        thread.setDaemon(true);
        thread.start();
        return new Listener(socket, thread);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                open(socket, socket.accept());
            } catch (IOException e) {
                // the listener is closed, which ends the loop, or this one client has gone
            }
        }
    }

    private void open(ServerSocket listening, Socket client) throws IOException {
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_MILLIS);
        } catch (IOException e) {
            Link.reset(client);
            Link.reset(server);
            return;
        }
        register(listening, client, server);
    }

    private void register(ServerSocket listening, Socket client, Socket server) {
        Link[] self = new Link[1];
        Link link = new Link(client, server, weather, () -> links.remove(self[0]));
        self[0] = link;
        links.add(link);
        link.start();
        if (listening.isClosed()) {
            link.cut();
        }
    }

    private static void close(@Nullable Listener listener) {
        if (listener == null) {
            return;
        }
        try {
            listener.socket.close();
            listener.thread.join(2L * CONNECT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException("a listener cannot be closed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
