package org.adei.cache.settings;

/**
 * Who logs in at a server.
 *
 * @param user name
 * @param password its password; empty if left out
 */
public record Account(String user, Secret password) {
    public Account {
        Required.text("user", user);
        password = password == null ? Secret.NONE : password;
    }
}
