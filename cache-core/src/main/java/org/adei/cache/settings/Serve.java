package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process offers to others over the network; nothing unless configured.
 *
 * @param address where {@code /metrics} and {@code /health} are, as {@code host:port}; port 0 takes a free one; null if
 *     they are not offered
 */
public record Serve(@Nullable String address) {
    /** Nothing. */
    public static final Serve NOTHING = new Serve(null);

    public Serve {
        if (address != null) {
            parse(address);
        }
    }

    @JsonCreator
    static Serve of(@JsonProperty("metrics") @Nullable String metrics) {
        return new Serve(metrics);
    }

    /** Where {@code /metrics} and {@code /health} are. */
    public Optional<InetSocketAddress> metrics() {
        return Optional.ofNullable(address).map(Serve::parse);
    }

    /** A port alone is on the loopback. */
    private static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon <= 0 ? "127.0.0.1" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "metrics is \"" + text + "\": expected host:port such as 127.0.0.1:9464, or a port alone", e);
        }
    }
}
