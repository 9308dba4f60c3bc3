package org.adei.cache.replication.bootstrap.mariadb;

import java.util.List;
import java.util.Map;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.Grants;
import org.adei.cache.replication.bootstrap.Role;
import org.adei.cache.settings.Account;

/** Makes schemas and accounts through the session of an account that may, and gives each the rights of its role. */
final class AccountMaker {
    private final ServerSession admin;
    private final String schema;
    private final String from;

    AccountMaker(ServerSession admin, String schema, String from) {
        this.admin = admin;
        this.schema = schema;
        this.from = from;
    }

    void make(Map<Role, Account> accounts) {
        List.of(schema, Role.MANAGEMENT_SCHEMA).forEach(this::make);
        accounts.forEach(this::make);
    }

    /** What is there already is not made again: IF NOT EXISTS would still log a transaction. */
    private void make(String name) {
        if (admin.rows("SELECT 1 FROM information_schema.schemata WHERE schema_name = " + text(name))
                .isEmpty()) {
            admin.run("CREATE DATABASE " + identifier(name) + " CHARACTER SET utf8mb4");
        }
    }

    private void make(Role role, Account account) {
        String name = text(account.user()) + "@" + text(from);
        String password = text(account.password().reveal());
        boolean known = !admin.rows(
                        "SELECT 1 FROM mysql.user WHERE user = " + text(account.user()) + " AND host = " + text(from))
                .isEmpty();
        if (!known || !current(name, password)) {
            admin.run((known ? "ALTER" : "CREATE") + " USER " + name + " IDENTIFIED BY " + password);
        }
        Grants grants = grants(name);
        List<String> excess = grants.excess(role, name);
        if (!excess.isEmpty()) {
            throw new HaltException(name + " may write past read_only, so a master that is set back would not be closed"
                    + " to it; run: " + String.join("; ", excess));
        }
        grants.missing(role, schema, name).forEach(admin::run);
    }

    /** Whether the password is the one that the server knows: what is right already is not logged again. */
    private boolean current(String name, String password) {
        return admin.rows("SHOW CREATE USER " + name).stream()
                .flatMap(row -> row.values().stream())
                .anyMatch(made -> made.contains(
                        admin.column("SELECT PASSWORD(" + password + ")").get(0)));
    }

    private Grants grants(String name) {
        return Grants.parse(admin.column("SHOW GRANTS FOR " + name));
    }

    static String identifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A text as SQL writes it. */
    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
