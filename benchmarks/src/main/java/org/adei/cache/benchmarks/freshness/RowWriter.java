package org.adei.cache.benchmarks.freshness;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that inserts single rows at an even pace and writes down when each commit had returned. Ends when its
 * standard input is closed.
 */
public final class RowWriter {
    static final int CONNECTIONS = 4;

    private RowWriter() {}

    /** Arguments: URL, user, password, groups, channels, rows a second over all groups, file. */
    public static void main(String[] args) throws Exception {
        LiveTables tables = new LiveTables(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        double rate = Double.parseDouble(args[5]);
        List<Thread> threads = new ArrayList<>();
        try (DataOutputStream log =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[6]))))) {
            for (int number = 0; number < CONNECTIONS; number++) {
                int first = number;
                Thread thread = new Thread(() -> {
                    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
                        insert(connection, tables, first, rate, log);
                    } catch (SQLException | IOException e) {
                        e.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                });
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            while (System.in.read() >= 0) {
                // until the one who started it closes the pipe
            }
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void insert(Connection connection, LiveTables tables, int first, double rate, DataOutputStream log)
            throws SQLException, IOException {
        Random random = new Random(first);
        long step = (long) (TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / rate);
        long next = System.nanoTime() + first * step / CONNECTIONS;
        PreparedStatement[] inserts = new PreparedStatement[tables.groups()];
        int group = first;
        while (!Thread.interrupted()) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (System.nanoTime() < next) {
                continue;
            }
            if (inserts[group] == null) {
                inserts[group] = connection.prepareStatement(tables.insert(LiveTables.name(group)));
            }
            long stamp = micros();
            tables.bind(inserts[group], stamp, random);
            inserts[group].executeUpdate();
            long committed = micros();
            synchronized (log) {
                log.writeInt(group);
                log.writeLong(stamp);
                log.writeLong(committed);
            }
            group += CONNECTIONS;
            if (group >= tables.groups()) {
                group = first;
            }
            next += step;
        }
    }

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
