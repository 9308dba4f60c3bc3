package org.adei.cache.testkit.galera;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;

/** The outcome of a search for what nodes of Galera need. */
public sealed interface GaleraBinaries {
    /**
     * Nodes can be started.
     *
     * @param server the server's program
     * @param provider Galera's library
     */
    record Found(MariaDbBinaries.Found server, Path provider) implements GaleraBinaries {}

    /** They cannot; {@code reason} is one line that says what is missing. */
    record Missing(String reason) implements GaleraBinaries {}

    /** Looks for a server, the library beside it, and in the PATH, what copies a node to another one. */
    static GaleraBinaries locate() {
        if (!(MariaDbBinaries.locate() instanceof MariaDbBinaries.Found server)) {
            return new Missing("no MariaDB server on this machine: install mariadb-server and galera-4");
        }
        Path base = server.server().toAbsolutePath().getParent();
        Path usr = base == null ? null : base.getParent();
        List<Path> places = Stream.of(usr, Path.of("/usr"))
                .filter(place -> place != null)
                .flatMap(place -> Stream.of("lib/galera/libgalera_smm.so", "lib64/galera-4/libgalera_smm.so")
                        .map(place::resolve))
                .toList();
        for (Path place : places) {
            if (Files.isRegularFile(place)) {
                return scripts(server, place);
            }
        }
        return new Missing("no libgalera_smm.so beside " + server.server() + ": install mariadb-server and galera-4");
    }

    private static GaleraBinaries scripts(MariaDbBinaries.Found server, Path provider) {
        for (String program : List.of("wsrep_sst_mariabackup", "mariadb-backup", "mbstream", "socat")) {
            boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!there) {
                return new Missing("no " + program + " in the PATH: install mariadb-server and mariadb-backup");
            }
        }
        return new Found(server, provider);
    }
}
