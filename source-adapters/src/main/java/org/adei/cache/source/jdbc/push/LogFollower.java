package org.adei.cache.source.jdbc.push;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log of one server from its present end, again and again: what was missed between is for the listener to
 * find out when it is told that the log {@link Push.Listener#begins} anew, or to have told again. Owns its thread.
 */
public final class LogFollower implements AutoCloseable {
    private static final long BEAT_MILLIS = 2_000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long PATIENCE_MILLIS = 3_000;

    private final LogAddress address;
    private final long serverId;
    private final Check check;
    private final LogEvents events;
    private final Push.Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable BinaryLogClient client;
    private final AtomicReference<Push.@Nullable Position> wanted = new AtomicReference<>();
    private @Nullable String told;
    private boolean telling;

    /** What keeps a server's log from being followed. */
    @FunctionalInterface
    public interface Check extends Supplier<String> {
        /** The reason and what to do about it, empty if there is none. May ask the server. */
        @Override
        String get();
    }

    /** Finds followed tables by schema and name; asked by the follower's thread. */
    @FunctionalInterface
    public interface Tables {
        @Nullable
        LoggedTable find(String schema, String table);
    }

    /**
     * Makes a follower that does nothing until it is started.
     *
     * @param serverId differs from that of every other reader of the log
     */
    public LogFollower(LogAddress address, long serverId, Check check, Tables tables, Push.Listener listener) {
        this.address = address;
        this.serverId = serverId;
        this.check = check;
        this.listener = listener;
        this.events = new LogEvents(tables::find, listener);
        this.thread = new Thread(
                this::run,
                "adei-push-" + address.server().host() + "-" + address.server().port());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Tells again what is behind a position; the calling thread waits until the connection is closed. */
    public void rewind(Push.Position position) {
        wanted.set(position);
        BinaryLogClient now = client;
        try {
            if (now != null) {
                now.disconnect();
            }
        } catch (IOException e) {
            // it is not needed any more
        }
    }

    private void run() {
        long wait = FIRST_WAIT_MILLIS;
        try {
            while (closed.getCount() > 0) {
                String reason = attempt(wanted.getAndSet(null));
                boolean begun = telling;
                if (begun && wanted.get() != null) {
                    continue;
                }
                telling = false;
                if (closed.getCount() > 0 && (begun || !reason.equals(told))) {
                    told = reason;
                    listener.ends(reason);
                }
                wait = begun ? FIRST_WAIT_MILLIS : Math.min(LONGEST_WAIT_MILLIS, wait * 2);
                if (closed.await(wait, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begins() {
        if (!telling) {
            telling = true;
            listener.begins();
        }
    }

    /** Follows from a position, the present end if it is null, until that ends; gives the reason. */
    private String attempt(Push.@Nullable Position from) {
        try {
            String hindrance = check.get();
            if (!hindrance.isEmpty()) {
                return hindrance;
            }
            Ending ending = new Ending(from == null ? this::begins : () -> {});
            BinaryLogClient now = client(ending);
            boolean[] same = {from == null};
            events.restart(() -> true);
            if (from != null) {
                now.setBinlogFilename(from.file());
                now.setBinlogPosition(from.offset());
                events.restart(() -> same[0] = same[0] || resumes(now, from));
            }
            client = now;
            if (closed.getCount() == 0 || wanted.get() != null) {
                return "";
            }
            now.connect();
            return same[0]
                    ? place() + " ended: " + ending.reason()
                    : place() + " cannot be followed from " + from + " on: " + ending.reason()
                            + "; the source is asked once and its log followed from the present end"
                            + " (logs should be kept for longer than workers are away: expire_logs_days)";
        } catch (IOException | RuntimeException e) {
            return place() + " cannot be followed: " + e.getMessage()
                    + " (expected: GRANT REPLICATION SLAVE, BINLOG MONITOR (MySQL: REPLICATION CLIENT) ON *.*)";
        } finally {
            client = null;
        }
    }

    /** A file of that name that was begun at another time is another log. */
    private boolean resumes(BinaryLogClient now, Push.Position from) {
        Push.Position start = events.now();
        if (from.equals(start)) {
            begins();
            return true;
        }
        try {
            now.disconnect();
        } catch (IOException e) {
            // it is not needed any more
        }
        return false;
    }

    private String place() {
        return "the binary log of " + address.server().host() + ":"
                + address.server().port();
    }

    private BinaryLogClient client(Ending ending) {
        LibraryLog.take();
        BinaryLogClient made = new BinaryLogClient(
                address.server().host(),
                address.server().port(),
                address.user(),
                address.password().reveal());
        made.setServerId(serverId);
        made.setSSLMode(address.tls().mode());
        made.setKeepAlive(false);
        made.setConnectTimeout(address.patience().toMillis());
        made.setHeartbeatInterval(BEAT_MILLIS);
        made.setSocketFactory(LogFollower::socket);
        EventDeserializer deserializer = new EventDeserializer();
        deserializer.setCompatibilityMode(
                EventDeserializer.CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO,
                EventDeserializer.CompatibilityMode.INVALID_DATE_AND_TIME_AS_MIN_VALUE,
                EventDeserializer.CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
        made.setEventDeserializer(deserializer);
        made.registerEventListener(events);
        made.registerLifecycleListener(ending);
        return made;
    }

    /** The server sends a beat when nothing else is to be sent, so silence is a loss. */
    private static Socket socket() throws SocketException {
        Socket socket = new Socket();
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() {
        closed.countDown();
        BinaryLogClient now = client;
        try {
            if (now != null) {
                now.disconnect();
            }
            thread.join(PATIENCE_MILLIS);
        } catch (IOException e) {
            // it is not needed any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears why a connection ended. */
    private static final class Ending extends BinaryLogClient.AbstractLifecycleListener {
        private final Runnable begins;
        private String reason = "the server closed it";

        Ending(Runnable begins) {
            this.begins = begins;
        }

        String reason() {
            return reason;
        }

        @Override
        public void onConnect(BinaryLogClient client) {
            begins.run();
        }

        @Override
        public void onCommunicationFailure(BinaryLogClient client, Exception problem) {
            reason = String.valueOf(problem.getMessage());
        }
    }
}
