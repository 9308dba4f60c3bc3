package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/** A server's data folder that is exchanged as a whole. */
final class DataFolder {
    private DataFolder() {}

    /**
     * The name of the server's binlogs.
     *
     * @throws HaltException if the folder is not that of the server, cannot be moved, or is not all that the server keeps
     */
    static String binlogName(ServerSession session, Path data) throws IOException {
        Path own = Path.of(session.value("SELECT @@GLOBAL.datadir"));
        Path parent = data.getParent();
        if (parent == null || !Files.isDirectory(data) || Files.notExists(own) || !Files.isSameFile(data, own)) {
            throw new HaltException("data folder " + data + " is not that of " + session.name() + ", which says " + own
                    + ": give the right one, on the machine of that server");
        }
        if (!Files.getFileStore(data).equals(Files.getFileStore(parent))) {
            throw new HaltException("data folder " + data + " is the root of a disk, so it cannot be exchanged as a"
                    + " whole: let the server be copied by SQL");
        }
        for (String setting : List.of("innodb_data_home_dir", "innodb_log_group_home_dir", "innodb_undo_directory")) {
            requireWithin(data, setting, session.value("SELECT COALESCE(@@GLOBAL." + setting + ", '')"));
        }
        Path binlog = Path.of(session.value("SELECT @@GLOBAL.log_bin_basename"));
        requireWithin(data, "log_bin", String.valueOf(binlog.getParent()));
        return String.valueOf(binlog.getFileName());
    }

    private static void requireWithin(Path data, String setting, String place) throws IOException {
        if (!data.toRealPath().equals(data.toRealPath().resolve(place).normalize())) {
            throw new HaltException(setting + " keeps files in " + place + " and not in " + data
                    + ", so they would not be exchanged: let the server be copied by SQL");
        }
    }

    /** Gives all files to the owner of others; gives the owner's name. */
    static String giveTo(Path folder, PosixFileAttributes like) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                PosixFileAttributeView view =
                        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                if (!view.readAttributes().owner().equals(like.owner())
                        || !view.readAttributes().group().equals(like.group())) {
                    view.setOwner(like.owner());
                    view.setGroup(like.group());
                }
            }
        }
        return like.owner().getName();
    }
}
