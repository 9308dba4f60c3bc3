package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.ClusterServer;

/**
 * How the cache's account connects to each server of a cluster: with the options of the cache's URL, as TLS, and with
 * sessions in UTC, for the master's lease is written in UTC whatever a server's own time zone is. Immutable.
 */
final class Logins {
    private static final String UTC = "time_zone='+00:00'";
    private static final String SESSION = "sessionVariables";
    private static final String CONNECT = "connectTimeout";
    private static final String SOCKET = "socketTimeout";
    private static final String TLS = "sslMode";

    private final CacheServer cache;
    private final String schema;
    private final SortedMap<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Logins(Route route) {
        this.cache = route.server();
        this.schema = route.schema();
        int query = cache.url().indexOf('?');
        for (String option :
                query < 0 ? new String[0] : cache.url().substring(query + 1).split("&")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        options.putIfAbsent(TLS, "disable");
    }

    /** URL of the server itself, without options. */
    static String url(ClusterServer server) {
        return url(server, "");
    }

    private static String url(ClusterServer server, String schema) {
        return "jdbc:mariadb://" + server.address() + "/" + schema;
    }

    /** URL of the cache's schema there, without options. */
    String schemaUrl(ClusterServer server) {
        return url(server, schema);
    }

    /** The cache as if it were on that server alone. */
    CacheServer only(ClusterServer server, Duration connect) {
        SortedMap<String, String> own = new TreeMap<>(options);
        limit(own, CONNECT, connect);
        String query = own.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&"));
        return new CacheServer(schemaUrl(server) + "?" + query, cache.user(), cache.password());
    }

    /** For short questions: neither connecting nor an answer may take longer. */
    Properties asking(Duration patience) {
        SortedMap<String, String> own = new TreeMap<>(options);
        limit(own, CONNECT, patience);
        limit(own, SOCKET, patience);
        return properties(own);
    }

    /**
     * For a pool.
     *
     * @param defaults of what the URL leaves open
     * @param connect how long connecting may take, whatever the URL says
     */
    Properties pooled(Properties defaults, Duration connect) {
        SortedMap<String, String> own = new TreeMap<>(options);
        defaults.stringPropertyNames().forEach(name -> own.putIfAbsent(name, defaults.getProperty(name)));
        limit(own, CONNECT, connect);
        return properties(own);
    }

    /** Under its exact name, whatever the URL calls it. */
    private static void limit(Map<String, String> own, String option, Duration patience) {
        own.remove(option);
        own.put(option, Long.toString(patience.toMillis()));
    }

    private Properties properties(Map<String, String> own) {
        if (!cache.user().isEmpty()) {
            own.put("user", cache.user());
            own.put("password", cache.password().reveal());
        }
        own.merge(SESSION, UTC, (theirs, ours) -> theirs + "," + ours);
        Properties properties = new Properties();
        own.forEach(properties::setProperty);
        return properties;
    }
}
