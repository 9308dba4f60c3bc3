package org.adei.cache.store.mariadb;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rights that the cache's account needs, as the statement that grants them. Pure. */
final class Rights {
    private static final String ALL =
            "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, CREATE VIEW, SHOW VIEW,"
                    + " CREATE ROUTINE, ALTER ROUTINE, EXECUTE";
    private static final Pattern ACCOUNT = Pattern.compile("user '([^']*)'@'([^']*)'");
    private static final Pattern SCHEMA = Pattern.compile("(?:database '|table `|routine ')([^'`.]+)");

    private Rights() {}

    /** What to do about a right that is missing, with the names that the server's message has. */
    static String mend(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher account = ACCOUNT.matcher(message);
        String to = account.find() ? "'" + account.group(1) + "'@'" + account.group(2) + "'" : "the account";
        Matcher schema = SCHEMA.matcher(message);
        String on = schema.find() ? "`" + schema.group(1) + "`" : "its schema";
        return "give the account its rights: GRANT " + ALL + " ON " + on + ".* TO " + to;
    }
}
