package org.adei.cache.replication.rejoin;

import java.nio.file.Path;

/** The process of one server on this machine. Called by one thread at a time. */
public interface ServerControl {
    /** Starts it with the options of its own configuration; it need not answer yet. */
    void start();

    /** Ends it, in order or by {@code kill -9}, and returns when the process is gone. */
    void stop();

    /** Folder of tables and binlogs. May be replaced while the process is gone. */
    Path dataFolder();
}
