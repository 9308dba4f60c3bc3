package org.adei.cache.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries bytes one way: a thread reads them and notes when each piece is due, another one writes it then. What is
 * between the two is in flight, and lost when they are interrupted.
 */
final class Pump {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PIECES = 256;
    private static final Piece END = new Piece(new byte[0], 0);

    private final Direction direction;
    private final Weather weather;
    private final Socket from;
    private final Socket to;
    private final BlockingQueue<Piece> inFlight = new ArrayBlockingQueue<>(PIECES);

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(byte[] bytes, long dueNanos) {}

    Pump(Direction direction, Weather weather, Socket from, Socket to) {
        this.direction = direction;
        this.weather = weather;
        this.from = from;
        this.to = to;
    }

    /** Reads until the sender has finished. */
    void read() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[PIECE_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            inFlight.put(new Piece(Arrays.copyOf(buffer, n), System.nanoTime() + weather.delayNanos()));
        }
        inFlight.put(END);
    }

    /** Writes what is due until the sender has finished. */
    void write() throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Piece piece = inFlight.take(); piece != END; piece = inFlight.take()) {
            TimeUnit.NANOSECONDS.sleep(piece.dueNanos - System.nanoTime());
            weather.awaitPassage(direction);
            out.write(piece.bytes);
        }
        weather.awaitPassage(direction);
        to.shutdownOutput();
    }
}
