package org.adei.cache.replication.galera;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.failure.HaltException;
import org.adei.cache.settings.ClusterServer;

/**
 * Tells whoever connects where this node stands, at the port at which its server will listen: it is free while the server is
 * off, and the other nodes know it. One line of text for each connection. Thread-safe; ends with {@link #close()}.
 */
final class PositionBoard implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int LONGEST_LINE = 512;
    private static final Pattern LINE = Pattern.compile("adei-cache galera (\\S+) ([0-9a-fA-F-]{36}):(-?\\d{1,18})\n");

    private final ServerSocket listener;
    private final byte[] line;
    private final Thread thread = new Thread(this::serve, "galera-position");

    private PositionBoard(ServerSocket listener, byte[] line) {
        this.listener = listener;
        this.line = line;
    }

    /** What somebody who listens at a server's address is. */
    sealed interface Answer {
        /** Nobody. */
        record Nothing() implements Answer {}

        /** Something else than a board: a server, if all is well. */
        record Stranger() implements Answer {}

        /** A board. */
        record Told(String node, RecoveredPosition position) implements Answer {}
    }

    static PositionBoard open(int port, String node, RecoveredPosition position) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress((InetAddress) null, port));
            byte[] line = ("adei-cache galera " + node + " " + position + "\n").getBytes(StandardCharsets.UTF_8);
            PositionBoard board = new PositionBoard(listener, line);
            board.thread.setDaemon(true);
            board.thread.start();
            return board;
        } catch (IOException e) {
            throw new HaltException(
                    "port " + port + " of " + node + " is not free (" + e.getMessage()
                            + "): stop its server before, or name the port at which it listens with --port",
                    e);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket guest = listener.accept()) {
                guest.getOutputStream().write(line);
            } catch (IOException e) {
                // the board is closed, which ends the loop, or this one guest has gone
            }
        }
    }

    static Answer ask(ClusterServer server) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.host().replaceAll("[\\[\\]]", ""), server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return read(new String(line(socket.getInputStream()), StandardCharsets.UTF_8))
                    .orElse(new Answer.Stranger());
        } catch (IOException e) {
            return new Answer.Nothing();
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        byte[] bytes = new byte[LONGEST_LINE];
        int length = 0;
        for (int next = in.read(); next >= 0 && length < LONGEST_LINE; next = in.read()) {
            bytes[length++] = (byte) next;
            if (next == '\n') {
                break;
            }
        }
        if (length == 0) {
            throw new IOException("closed without a word");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static Optional<Answer> read(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new Answer.Told(
                        matcher.group(1), new RecoveredPosition(matcher.group(2), Long.parseLong(matcher.group(3)))))
                : Optional.empty();
    }

    /** The system gives the port back when nobody waits at it any more, which is a moment after it was closed. */
    @Override
    public void close() {
        try {
            listener.close();
            thread.join(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new HaltException("the port cannot be given back: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
