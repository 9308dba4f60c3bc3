package org.adei.cache.source.jdbc.push;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the library that reads the log writes by java.util.logging, and would print on standard error: it goes to this
 * program's logging, as details, since whatever ends a connection is told by the listener anyway. Thread-safe.
 */
final class LibraryLog extends Handler {
    private static final String LIBRARY = "com.github.shyiko.mysql.binlog";

    /** Kept here, since the platform forgets loggers that nobody holds, and their handlers with them. */
    private static final Logger LOGGER = Logger.getLogger(LIBRARY);

    private final org.slf4j.Logger log = LoggerFactory.getLogger(LogFollower.class);

    private LibraryLog() {}

    /** Does nothing from the second call on. */
    static synchronized void take() {
        if (LOGGER.getUseParentHandlers()) {
            LOGGER.setUseParentHandlers(false);
            LOGGER.setLevel(Level.INFO);
            LOGGER.addHandler(new LibraryLog());
        }
    }

    @Override
    public void publish(LogRecord entry) {
        log.debug("{}: {}", entry.getLoggerName(), entry.getMessage(), entry.getThrown());
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // nothing is held
    }
}
