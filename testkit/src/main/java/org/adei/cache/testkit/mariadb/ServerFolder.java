package org.adei.cache.testkit.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything that one server keeps on disk.
 *
 * @param root the folder of it all
 * @param temporary whether it goes when the server is closed
 */
record ServerFolder(Path root, boolean temporary) {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM_BYTES = 2L << 30;

    /** A folder ready to be served, with system tables; one that had data before keeps them. */
    static ServerFolder prepare(MariaDbBinaries.Found binaries, MariaDbOptions options) throws IOException {
        ServerFolder folder = options.folder().isPresent()
                ? new ServerFolder(
                        Files.createDirectories(options.folder().get()).toAbsolutePath(), false)
                : new ServerFolder(Files.createTempDirectory(placeForData(), "adei-mariadb-"), true);
        try {
            Files.createDirectories(folder.temporaryFiles());
            if (Files.notExists(folder.data())) {
                Path half = folder.root.resolve("data.half");
                FileTree.delete(half);
                FileTree.copy(SystemTables.template(binaries), half);
                Files.move(half, folder.data());
            }
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.deleteIfTemporary();
            throw e;
        }
    }

    private static Path placeForData() throws IOException {
        if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM_BYTES) {
            return MEMORY;
        }
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    Path data() {
        return root.resolve("data");
    }

    Path temporaryFiles() {
        return root.resolve("tmp");
    }

    Path log() {
        return root.resolve("error.log");
    }

    /** What the process prints beside its log. */
    Path output() {
        return root.resolve("output.log");
    }

    Path initFile() {
        return root.resolve("init.sql");
    }

    /** Gives root this password at the next start, before the first connection is let in. */
    void writeInitFile(String password) throws IOException {
        Files.deleteIfExists(initFile());
        Files.createFile(
                initFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(initFile(), """
                SET sql_log_bin=0;
                ALTER USER root@'127.0.0.1' IDENTIFIED BY '%1$s';
                ALTER USER root@localhost IDENTIFIED BY '%1$s';
                """.formatted(password));
    }

    void deleteIfTemporary() throws IOException {
        if (temporary) {
            FileTree.delete(root);
        }
    }
}
