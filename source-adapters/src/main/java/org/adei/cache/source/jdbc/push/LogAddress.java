package org.adei.cache.source.jdbc.push;

import com.github.shyiko.mysql.binlog.network.SSLMode;
import java.time.Duration;
import org.adei.cache.settings.Secret;

/**
 * Where a log is.
 *
 * @param patience until a server that does not accept is given up
 */
public record LogAddress(Server server, String user, Secret password, Tls tls, Duration patience) {
    /** A server by name or address. */
    public record Server(String host, int port) {}

    /** How the connection is protected. */
    public enum Tls {
        NONE(SSLMode.DISABLED),
        /** Encrypted; whoever answers is trusted. */
        TRUST(SSLMode.REQUIRED),
        VERIFY_CA(SSLMode.VERIFY_CA),
        VERIFY_FULL(SSLMode.VERIFY_IDENTITY);

        private final SSLMode mode;

        Tls(SSLMode mode) {
            this.mode = mode;
        }

        SSLMode mode() {
            return mode;
        }
    }
}
