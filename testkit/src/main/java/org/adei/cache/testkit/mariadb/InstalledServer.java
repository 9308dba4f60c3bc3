package org.adei.cache.testkit.mariadb;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code mariadbd} that somebody installed on this machine. */
final class InstalledServer {
    private static final String PROPERTY = "adei.mariadb.server";
    private static final List<String> FOLDERS = List.of(
            "/usr/sbin",
            "/usr/libexec",
            "/usr/local/sbin",
            "/usr/local/bin",
            "/usr/local/mysql/bin",
            "/opt/homebrew/opt/mariadb/bin",
            "/usr/local/opt/mariadb/bin");
    private static final List<String> SHARES = List.of("share", "share/mariadb", "share/mysql");
    private static final Pattern VERSION = Pattern.compile("Ver ((\\d+)\\.(\\d+)\\.\\S*MariaDB\\S*)");
    private static final int MIN_MAJOR = 10;
    private static final int MIN_MINOR = 6;

    private InstalledServer() {}

    static MariaDbBinaries find() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) {
            return inspect(Path.of(given));
        }
        String unfit = "";
        for (Path folder : folders()) {
            Path server = folder.resolve("mariadbd");
            if (Files.isExecutable(server)) {
                MariaDbBinaries result = inspect(server);
                if (result instanceof MariaDbBinaries.Missing missing) {
                    unfit = " fit for us (" + missing.reason() + ")";
                } else {
                    return result;
                }
            }
        }
        return new MariaDbBinaries.Missing(
                "no mariadbd" + unfit + " in the PATH, /usr/sbin, /usr/libexec or Homebrew's folders");
    }

    static MariaDbBinaries inspect(Path server) {
        if (!Files.isExecutable(server)) {
            return new MariaDbBinaries.Missing(server + " is no executable file");
        }
        String answer = Command.output(List.of(server.toString(), "--no-defaults", "--version"));
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            return new MariaDbBinaries.Missing(server + " does not run as MariaDB, it says: " + firstLine(answer));
        }
        int major = Integer.parseInt(version.group(2));
        int minor = Integer.parseInt(version.group(3));
        if (major < MIN_MAJOR || (major == MIN_MAJOR && minor < MIN_MINOR)) {
            return new MariaDbBinaries.Missing(
                    server + " is " + version.group(1) + ", expected " + MIN_MAJOR + "." + MIN_MINOR + " or later");
        }
        for (Path share : shares(server)) {
            if (SystemTables.areIn(share)) {
                return new MariaDbBinaries.Found(server, share, version.group(1));
            }
        }
        return new MariaDbBinaries.Missing(
                "no mariadb_system_tables.sql beside " + server + ", expected in ../share of it");
    }

    private static Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
        return folders;
    }

    private static Set<Path> shares(Path server) {
        Set<Path> shares = new LinkedHashSet<>();
        for (Path place : List.of(server.toAbsolutePath(), resolved(server))) {
            Path bin = place.getParent();
            Path base = bin == null ? null : bin.getParent();
            if (base != null) {
                SHARES.forEach(share -> shares.add(base.resolve(share)));
            }
        }
        return shares;
    }

    private static Path resolved(Path server) {
        try {
            return server.toRealPath();
        } catch (IOException e) {
            return server.toAbsolutePath();
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("nothing");
    }
}
