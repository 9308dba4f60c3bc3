package org.adei.cache.testkit.mariadb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a server. */
final class ServerCommand {
    private ServerCommand() {}

    /** What every start needs, whether it makes the system tables or serves. */
    static List<String> start(MariaDbBinaries.Found binaries, Path data) {
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--lc-messages-dir=" + binaries.share(),
                "--performance-schema=OFF"));
        Path charsets = binaries.share().resolve("charsets");
        if (Files.isDirectory(charsets)) {
            command.add("--character-sets-dir=" + charsets);
        }
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return command;
    }

    /** A server on loopback. */
    static List<String> serve(MariaDbBinaries.Found binaries, ServerFolder folder, int port, MariaDbOptions options) {
        List<String> command = new ArrayList<>(start(binaries, folder.data()));
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // relative to the data folder: the path of a socket may have no more than 107 bytes
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--log-error=" + folder.log(),
                "--tmpdir=" + folder.temporaryFiles(),
                "--init-file=" + folder.initFile(),
                // with TLS on, 11.4 makes itself a key at each start, which takes seconds
                "--ssl=0",
                "--skip-name-resolve",
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4",
                "--max-connections=300",
                "--max-allowed-packet=64M",
                "--innodb-undo-tablespaces=0",
                "--innodb-buffer-pool-dump-at-shutdown=OFF",
                "--innodb-buffer-pool-load-at-startup=OFF",
                "--aria-pagecache-buffer-size=8M",
                "--key-buffer-size=8M"));
        command.addAll(options.arguments());
        return command;
    }
}
