package org.adei.cache.testkit.mariadb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server of this JVM: on loopback, at a free port, with a random password for root. It ends with
 * {@link #close()}, and by itself when the JVM ends in any way. All methods may be called from any thread; starts and
 * stops wait for each other.
 */
public final class LocalMariaDb implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 60;
    private static final long POLL_MILLIS = 15;
    private static final int PORT_ATTEMPTS = 5;
    private static final int PASSWORD_BYTES = 12;

    private final MariaDbBinaries.Found binaries;
    private final MariaDbOptions options;
    private final ServerFolder folder;
    private final String password;
    private volatile int port;
    private volatile @Nullable Watchdog watchdog;
    private boolean released;

    private LocalMariaDb(MariaDbBinaries.Found binaries, MariaDbOptions options, ServerFolder folder, String password) {
        this.binaries = binaries;
        this.options = options;
        this.folder = folder;
        this.password = password;
    }

    /** A password for servers that share one. */
    public static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Starts a server of the binaries found on this machine and returns when it answers.
     *
     * @throws LocalMariaDbException if there are none, or the server does not come up; the message has its last words
     */
    public static LocalMariaDb start(MariaDbOptions options) {
        MariaDbBinaries binaries = MariaDbBinaries.locate();
        if (binaries instanceof MariaDbBinaries.Missing missing) {
            throw new LocalMariaDbException(missing.reason());
        }
        return start((MariaDbBinaries.Found) binaries, options);
    }

    /** The same with binaries located before. */
    public static LocalMariaDb start(MariaDbBinaries.Found binaries, MariaDbOptions options) {
        return start(binaries, options, randomPassword());
    }

    /** The same with a password of root that several servers share, see {@link #randomPassword()}. */
    public static LocalMariaDb start(MariaDbBinaries.Found binaries, MariaDbOptions options, String password) {
        if (!password.matches("[0-9a-zA-Z]{8,64}")) {
            throw new IllegalArgumentException(
                    "the password given is none of ours: expected 8 to 64 letters and digits");
        }
        try {
            ServerFolder folder = ServerFolder.prepare(binaries, options);
            LocalMariaDb server = new LocalMariaDb(binaries, options, folder, password);
            try {
                server.startAtFreePort();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LocalMariaDbException("no data folder can be made for a local MariaDB: " + e, e);
        }
    }

    /** Address of a schema, or of the server if the name is empty, without user and password. */
    public String jdbcUrl(String schema) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + schema + "?sslMode=disable";
    }

    public int port() {
        return port;
    }

    /** The account with all rights. */
    public String user() {
        return "root";
    }

    public String password() {
        return password;
    }

    /** Folder of data and log. */
    public Path folder() {
        return folder.root();
    }

    /** Folder of tables and binlogs; may be replaced while the server is stopped. */
    public Path dataFolder() {
        return folder.data();
    }

    /** The server's error log. */
    public Path log() {
        return folder.log();
    }

    public MariaDbBinaries.Found binaries() {
        return binaries;
    }

    /** A new connection of root. */
    public Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(schema), user(), password);
    }

    /** Drops all binary logs but a new one, as far as no replica reads them. */
    public void dropOldLogs() throws SQLException {
        try (Connection root = connect("");
                Statement statement = root.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
            String newest = "";
            try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
                while (logs.next()) {
                    newest = logs.getString(1);
                }
            }
            statement.execute("PURGE BINARY LOGS TO '" + newest + "'");
        }
    }

    public boolean isRunning() {
        Watchdog current = watchdog;
        return current != null && current.isRunning();
    }

    /** Process of the server. */
    public long pid() {
        return running().pid();
    }

    /**
     * Starts the server again, at the same port and with its data, after {@link #stop()} or {@link #kill9()}.
     *
     * @param once further arguments of {@code mariadbd} for this start alone, such as {@code --init-rpl-role=SLAVE}
     */
    public synchronized void start(String... once) {
        if (isRunning()) {
            throw new LocalMariaDbException("the server at port " + port + " runs already: stop it before starting it");
        }
        launch(options.with(once));
    }

    /** The command line that a start has, for programs that run the server themselves while it is stopped. */
    public List<String> command(String... once) {
        return ServerCommand.serve(binaries, folder, port, options.with(once));
    }

    /**
     * Runs the server's program on its data until it ends by itself, as {@code --wsrep-recover} does, while the server is
     * stopped.
     *
     * @return what it wrote into the log
     */
    public synchronized String runToEnd(String... once) {
        if (isRunning()) {
            throw new LocalMariaDbException("the server at port " + port + " runs: stop it before");
        }
        try {
            Path log = Files.createTempFile(folder.root(), "run", ".log");
            List<String> command = new ArrayList<>(ServerCommand.serve(binaries, folder, port, options.with(once)));
            command.add("--log-error=" + log);
            if (!Command.succeeds(command)) {
                throw new LocalMariaDbException(binaries.server() + " with " + String.join(" ", once)
                        + " failed; its log ends with:\n" + LogTail.of(log));
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new LocalMariaDbException(binaries.server() + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** Shuts the server down in good order; its data stay until {@link #close()}. */
    public synchronized void stop() {
        Watchdog current = running();
        current.signal("TERM");
        if (!current.endsWithin(TimeUnit.SECONDS.toMillis(STOP_SECONDS))) {
            throw new LocalMariaDbException("the server at port " + port + " did not shut down within " + STOP_SECONDS
                    + " s; its log ends with:\n" + LogTail.of(folder.log()));
        }
    }

    /** Kills the server as a crash of its process would; its data stay until {@link #close()}. */
    public synchronized void kill9() {
        Watchdog current = running();
        current.signal("KILL");
        current.endsWithin(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }

    /** Stops the process in its tracks: connections stay open and nothing answers. */
    public void freeze() {
        running().signal("STOP");
    }

    /** Lets a frozen server run on. */
    public void resume() {
        running().signal("CONT");
    }

    /** Shuts down and starts. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Lets the server run on when this JVM ends; from then on it is ended by its process id, see {@link #pid()}. */
    public synchronized void release() {
        try {
            running().release();
            watchdog = null;
            released = true;
        } catch (IOException e) {
            throw new LocalMariaDbException("the server at port " + port + " cannot be released: " + e.getMessage(), e);
        }
    }

    /** Ends the server, frozen or not, and deletes its folder if it is a temporary one. */
    @Override
    public synchronized void close() {
        Watchdog current = watchdog;
        watchdog = null;
        try {
            if (current != null) {
                current.close();
            }
            if (!released) {
                folder.deleteIfTemporary();
            }
        } catch (IOException e) {
            throw new LocalMariaDbException("folder " + folder.root() + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Watchdog running() {
        Watchdog current = watchdog;
        if (current == null || !current.isRunning()) {
            throw new LocalMariaDbException("the server at port " + port + " does not run: start it first");
        }
        return current;
    }

    private synchronized void startAtFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                launch(options);
                return;
            } catch (LocalMariaDbException e) {
                // somebody else may have taken the port since
                if (attempt == PORT_ATTEMPTS || !LogTail.of(folder.log()).contains("Can't start server: Bind on TCP")) {
                    throw e;
                }
            }
        }
    }

    private void launch(MariaDbOptions started) {
        try {
            folder.writeInitFile(password);
            Watchdog process = Watchdog.start(folder, ServerCommand.serve(binaries, folder, port, started));
            watchdog = process;
            awaitAnswer(process);
        } catch (IOException e) {
            throw new LocalMariaDbException(binaries.server() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void awaitAnswer(Watchdog started) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(
                    jdbcUrl("") + "&connectTimeout=2000&socketTimeout=5000", user(), password)) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new LocalMariaDbException(
                            binaries.server() + " did not answer at port " + port + " within " + START_SECONDS
                                    + " s (" + e.getMessage() + "); its log " + folder.log() + " ends with:\n"
                                    + LogTail.of(folder.log()),
                            e);
                }
            }
            if (started.endsWithin(POLL_MILLIS)) {
                throw new LocalMariaDbException(binaries.server() + " (" + binaries.version() + ") ended at its start; "
                        + "its log ends with:\n" + LogTail.of(folder.log()) + "\n" + LogTail.of(folder.output()));
            }
        }
    }

    /** A port of loopback that nobody listens at. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalMariaDbException("no free port on loopback: " + e.getMessage(), e);
        }
    }
}
