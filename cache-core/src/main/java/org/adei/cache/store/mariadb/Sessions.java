package org.adei.cache.store.mariadb;

/**
 * How a session of a server is named in tables that all servers of a cluster have: sessions of two servers must not be
 * taken for each other, since what one master wrote is read by the next. On a server with the id 1, the default, the name
 * is the number of the connection.
 */
public final class Sessions {
    private static final String SERVER = "((@@GLOBAL.server_id + 2147483647 & 2147483647) << 32)";

    /** SQL for the name of this session. */
    static final String MINE = SERVER + " + CONNECTION_ID()";

    /** SQL for the names of all sessions of this server that the account may see, for use behind {@code IN}. */
    public static final String ALIVE = "(SELECT " + SERVER + " + p.id FROM information_schema.processlist p)";

    private Sessions() {}
}
