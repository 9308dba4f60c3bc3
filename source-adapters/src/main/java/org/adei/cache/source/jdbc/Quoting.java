package org.adei.cache.source.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Names of a database, quoted so that they are nothing but names. Thread-safe; remembers those of columns. */
final class Quoting {
    private final DSLContext dsl;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Quoting(SQLDialect dialect) {
        dsl = DSL.using(dialect);
    }

    /** The name of a column. */
    String name(String name) {
        return known.computeIfAbsent(name, this::path);
    }

    /** The name of a table, from the outermost part on. */
    String path(String... parts) {
        return dsl.render(DSL.quotedName(parts));
    }
}
