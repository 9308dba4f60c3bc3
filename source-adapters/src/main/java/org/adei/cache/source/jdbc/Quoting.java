package org.adei.cache.source.jdbc;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Names of a database, quoted so that they are nothing but names. */
final class Quoting {
    private final DSLContext dsl;

    Quoting(SQLDialect dialect) {
        dsl = DSL.using(dialect);
    }

    String name(String... parts) {
        return dsl.render(DSL.quotedName(parts));
    }
}
