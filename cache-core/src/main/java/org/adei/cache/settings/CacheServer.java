package org.adei.cache.settings;

/**
 * The MariaDB server and schema that hold the cache.
 *
 * @param url JDBC URL with the schema, {@code jdbc:mariadb://host:port/schema}
 * @param user account; empty if left out
 * @param password its password; empty if left out
 */
public record CacheServer(String url, String user, Secret password) {
    private static final String PREFIX = "jdbc:mariadb:";

    public CacheServer {
        Required.text("url", url);
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("url \"" + Secret.maskUrl(url) + "\" cannot hold a cache: expected "
                    + PREFIX + "//host:port/schema");
        }
        user = user == null ? "" : user;
        password = password == null ? Secret.NONE : password;
    }

    @Override
    public String toString() {
        return "CacheServer[url=" + Secret.maskUrl(url) + ", user=" + user + ", password=" + password + "]";
    }
}
