package org.adei.cache.testkit.network;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a proxy: two sockets and what flows between them. Thread-safe. */
final class Link {
    private final Socket client;
    private final Socket server;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Runnable ended;
    private volatile boolean cut;

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    Link(Socket client, Socket server, Weather weather, Runnable ended) {
        this.client = client;
        this.server = server;
        this.ended = ended;
        Pump there = new Pump(Direction.TO_SERVER, weather, client, server);
        Pump back = new Pump(Direction.TO_CLIENT, weather, server, client);
        List.<Work>of(there::read, there::write, back::read, back::write).forEach(this::thread);
    }

    void start() {
        open.set(threads.size());
        threads.forEach(Thread::start);
    }

    /** Drops what is in flight and ends both connections with a reset. */
    void cut() {
        cut = true;
        threads.forEach(Thread::interrupt);
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private void thread(Work work) {
        Thread thread = new Thread(() -> run(work), "fault-proxy");
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void run(Work work) {
        try {
            if (!cut) {
                work.run();
            }
        } catch (IOException | InterruptedException e) {
            // one side has gone: the other one must hear of it
            cut();
        } finally {
            if (open.decrementAndGet() == 0) {
                reset(client);
                reset(server);
                ended.run();
            }
        }
    }
}
