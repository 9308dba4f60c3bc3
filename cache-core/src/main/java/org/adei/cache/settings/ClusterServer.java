package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server of a cluster.
 *
 * @param host name or address
 * @param port TCP port
 * @param id its {@code server_id}, 1 to 4294967295
 * @param priority of servers that are equal else, the one with the lowest number becomes master; 100 if left out
 * @param witness whether it only votes and holds no data
 */
public record ClusterServer(String host, int port, long id, int priority, boolean witness) {
    private static final int DEFAULT_PRIORITY = 100;
    private static final int DEFAULT_PORT = 3306;
    private static final long MAX_ID = 4_294_967_295L;
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    public ClusterServer {
        Required.range("port", port, 1, 65_535);
        Required.range("id", id, 1, MAX_ID);
        Required.range("priority", priority, 0, 1_000);
    }

    @JsonCreator
    static ClusterServer of(
            @JsonProperty("address") String address,
            @JsonProperty("id") @Nullable Long id,
            @JsonProperty("priority") @Nullable Integer priority,
            @JsonProperty("witness") boolean witness) {
        Required.text("address", address);
        Required.value("id", id);
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("address is \"" + address + "\": expected host:port");
        }
        int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
        return new ClusterServer(
                matcher.group(1), port, id == null ? 0 : id, priority == null ? DEFAULT_PRIORITY : priority, witness);
    }

    /** {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }

    /** JDBC URL of a schema, or of the server if the name is empty. */
    public String jdbcUrl(String schema) {
        return "jdbc:mariadb://" + address() + "/" + schema + (isLoopback() ? "?sslMode=disable" : "");
    }

    private boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
