package org.adei.cache.replication.rejoin;

import java.nio.file.Path;
import java.util.List;

/** The process of one server on this machine. Called by one thread at a time. */
public interface ServerControl {
    /** Starts it and returns when it answers; every start is with these options and those of its own configuration. */
    void start(List<String> options);

    /** Ends it, in order or by {@code kill -9}, and returns when the process is gone. */
    void stop();

    /** Folder of tables and binlogs. May be replaced while the process is gone. */
    Path dataFolder();
}
