package org.adei.cache.replication.bootstrap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an account is for, and the least rights that it needs. */
public enum Role {
    /** Writes the cache. It cannot write past {@code read_only}, so a master that is set back is closed to it. */
    CACHER {
        @Override
        public Map<String, List<String>> rights(String schema) {
            Map<String, List<String>> rights = new LinkedHashMap<>();
            rights.put(scope(schema), SCHEMA_RIGHTS);
            rights.put(scope(MANAGEMENT_SCHEMA), List.of("SELECT"));
            return rights;
        }

        @Override
        public List<String> forbidden() {
            return List.of("READ_ONLY ADMIN", "SUPER", "ALL PRIVILEGES");
        }
    },

    /** Watches the servers, moves the master, compares contents, and fills the cache of a server that comes back anew. */
    MANAGER {
        @Override
        public Map<String, List<String>> rights(String schema) {
            Map<String, List<String>> rights = new LinkedHashMap<>();
            rights.put(
                    "*.*",
                    List.of(
                            "SELECT",
                            "RELOAD",
                            "PROCESS",
                            "BINLOG MONITOR",
                            "BINLOG ADMIN",
                            "BINLOG REPLAY",
                            "LOCK TABLES",
                            "REPLICATION MASTER ADMIN",
                            "REPLICATION SLAVE ADMIN",
                            "SLAVE MONITOR",
                            "READ_ONLY ADMIN",
                            "CONNECTION ADMIN",
                            "SET USER"));
            rights.put(scope(schema), SCHEMA_RIGHTS);
            rights.put(scope(MANAGEMENT_SCHEMA), SCHEMA_RIGHTS);
            return rights;
        }
    },

    /** What replicas log in with at their master. */
    REPLICATION {
        @Override
        public Map<String, List<String>> rights(String schema) {
            return Map.of("*.*", List.of("REPLICATION SLAVE"));
        }
    };

    /** Schema of the managers' own tables. */
    public static final String MANAGEMENT_SCHEMA = "adei_ha";

    private static final List<String> SCHEMA_RIGHTS = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "INDEX",
            "ALTER",
            "CREATE VIEW",
            "SHOW VIEW",
            "CREATE TEMPORARY TABLES",
            "LOCK TABLES",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "EXECUTE");

    /** Rights by where they must hold, for a cache in this schema. */
    public abstract Map<String, List<String>> rights(String schema);

    /** Rights that it must not have anywhere. */
    public List<String> forbidden() {
        return List.of();
    }

    /** How a GRANT names all tables of a schema; {@code _} would stand for any character. */
    static String scope(String schema) {
        return "`" + schema.replace("`", "``").replace("_", "\\_") + "`.*";
    }
}
