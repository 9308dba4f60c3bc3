package org.adei.cache.replication.rejoin;

import java.nio.file.Path;

/**
 * How a server of this machine is filled with the files of another one. All commands are for the shell.
 *
 * @param data data folder of the server that is filled
 * @param stream prints the donor's files: {@code mariadb-backup --backup --stream=xbstream}, over ssh from elsewhere
 * @param stop ends the server that is filled and returns when it is gone
 * @param start starts it
 */
public record FileCopy(Path data, String stream, String stop, String start) {}
