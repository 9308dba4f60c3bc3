package org.adei.cache.replication.rejoin.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.replication.bootstrap.Grants;
import org.adei.cache.replication.bootstrap.Role;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/**
 * The schemas that a server is filled anew with: those that the manager's account was given, which are the cache's.
 * Whatever else is on a server is somebody else's.
 *
 * @param names of schemas on either of two servers, without that of the stewards
 * @param missing GRANT statements that give the account what it lacks on the server that is filled
 */
record OwnSchemas(Set<String> names, List<String> missing) {
    private static final String ALL = """
            SELECT schema_name FROM information_schema.schemata
            WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'adei_ha')
            """;

    OwnSchemas {
        names = Set.copyOf(names);
        missing = List.copyOf(missing);
    }

    /** Reads the rights of the target's session. */
    static OwnSchemas of(ServerSession donor, ServerSession target) {
        Grants grants = Grants.parse(target.column("SHOW GRANTS"));
        String account = "'" + target.value("SELECT CURRENT_USER()").replace("@", "'@'") + "'";
        Set<String> names = new TreeSet<>(donor.column(ALL));
        names.addAll(target.column(ALL));
        names.removeIf(name -> !grants.mayChange(name));
        List<String> missing = new ArrayList<>();
        names.forEach(name -> grants.missing(Role.MANAGER, name, account).stream()
                .filter(grant -> !missing.contains(grant))
                .forEach(missing::add));
        return new OwnSchemas(names, missing);
    }

    /**
     * Nothing may be dropped that cannot be made again.
     *
     * @throws ConfigurationException if a right is missing; names the GRANT that mends it
     */
    void requireRights(ServerSession target) {
        if (names.isEmpty()) {
            throw new ConfigurationException(target.name() + " is not filled anew, and nothing on it was changed: "
                    + target.value("SELECT CURRENT_USER()")
                    + " may write no schema there; run cluster init, which gives it the cache's");
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(target.name() + " is not filled anew, and nothing on it was changed: the"
                    + " account lacks rights; run cluster init, or: " + String.join("; ", missing));
        }
    }

    /** Those of them that a server has. */
    List<String> on(ServerSession server) {
        return server.column(ALL).stream().filter(names::contains).toList();
    }

    /** Whether a table, named with its schema in quotes, is among what is filled anew. */
    boolean hold(String table) {
        return names.isEmpty()
                || table.startsWith("`" + Role.MANAGEMENT_SCHEMA + "`.")
                || names.stream().anyMatch(name -> table.startsWith("`" + name.replace("`", "``") + "`."));
    }
}
