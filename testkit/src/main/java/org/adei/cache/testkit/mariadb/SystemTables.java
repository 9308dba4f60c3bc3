package org.adei.cache.testkit.mariadb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A data folder with nothing but MariaDB's system tables, made out of the SQL that each distribution ships. Making one
 * takes half a second, copying it some milliseconds: so it is made once per machine and version.
 */
final class SystemTables {
    /** The names of 11.x first, then those of 10.x. */
    private static final List<String> PREFIXES = List.of("mariadb_", "mysql_");

    private static final List<String> SCRIPTS =
            List.of("system_tables.sql", "performance_tables.sql", "system_tables_data.sql");
    private static final String BEFORE = """
            CREATE DATABASE mysql;
            USE mysql;
            SET @auth_root_socket=NULL;
            SET @skip_auth_anonymous=1;
            """;
    private static final String AFTER = """
            DELETE FROM mysql.global_priv WHERE User IN ('', 'root') AND Host NOT IN ('localhost', '127.0.0.1');
            DELETE FROM mysql.proxies_priv WHERE Host NOT IN ('localhost', '127.0.0.1');
            """;
    private static final List<String> ARGUMENTS = List.of(
            "--bootstrap",
            "--skip-log-bin",
            "--innodb-undo-tablespaces=0",
            "--innodb-log-file-size=16M",
            "--innodb-buffer-pool-size=16M");

    private SystemTables() {}

    static boolean areIn(Path share) {
        return PREFIXES.stream().anyMatch(prefix -> Files.isRegularFile(share.resolve(prefix + SCRIPTS.get(0))));
    }

    /** The folder to copy for a new server of these binaries. */
    static Path template(MariaDbBinaries.Found binaries) throws IOException {
        List<byte[]> sql = sql(binaries.share());
        CRC32 identity = new CRC32();
        sql.forEach(identity::update);
        identity.update((binaries + ARGUMENTS.toString()).getBytes(StandardCharsets.UTF_8));
        String name = "data-" + binaries.version() + "-" + HexFormat.of().toHexDigits((int) identity.getValue());
        return MachineFolder.once(name, folder -> fill(folder, binaries, sql));
    }

    private static void fill(Path folder, MariaDbBinaries.Found binaries, List<byte[]> sql) throws IOException {
        List<String> command = new ArrayList<>(ServerCommand.start(binaries, folder));
        command.addAll(ARGUMENTS);
        Path log = folder.resolve("bootstrap.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        List<InputStream> parts = new ArrayList<>();
        sql.forEach(part -> parts.add(new ByteArrayInputStream(part)));
        try (InputStream all = new SequenceInputStream(Collections.enumeration(parts));
                var stdin = process.getOutputStream()) {
            all.transferTo(stdin);
        } catch (IOException e) {
            throw failed(binaries, log, e);
        }
        try {
            if (process.waitFor() != 0) {
                throw failed(binaries, log, null);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failed(binaries, log, e);
        }
        Files.delete(log);
    }

    private static LocalMariaDbException failed(MariaDbBinaries.Found binaries, Path log, @Nullable Throwable cause) {
        return new LocalMariaDbException(
                binaries.server() + " (" + binaries.version() + ") could not make its system tables; it said:\n"
                        + LogTail.of(log),
                cause);
    }

    private static List<byte[]> sql(Path share) throws IOException {
        List<byte[]> sql = new ArrayList<>();
        sql.add(BEFORE.getBytes(StandardCharsets.UTF_8));
        for (String script : SCRIPTS) {
            for (String prefix : PREFIXES) {
                Path file = share.resolve(prefix + script);
                if (Files.isRegularFile(file)) {
                    sql.add(Files.readAllBytes(file));
                    break;
                }
            }
        }
        sql.add(AFTER.getBytes(StandardCharsets.UTF_8));
        return sql;
    }
}
