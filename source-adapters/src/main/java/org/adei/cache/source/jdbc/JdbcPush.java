package org.adei.cache.source.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.adei.cache.source.Push;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.jdbc.push.LogAddress;
import org.adei.cache.source.jdbc.push.LogFollower;
import org.adei.cache.source.jdbc.push.LoggedTable;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;

/** The tables of a source in the binary log of its server. Thread-safe. */
final class JdbcPush implements Push {
    private static final long LEAST_SERVER_ID = 1L << 31;

    private final Access access;
    private final @Nullable LogFollower follower;
    private volatile Map<String, LoggedTable> tables = Map.of();

    private JdbcPush(Access access, JdbcSettings settings, Push.Listener listener) {
        this.access = access;
        LogAddress address = address(settings);
        if (address == null) {
            follower = null;
            listener.ends("its url names no single server by host and port, or a certificate of its own"
                    + " (expected jdbc:mariadb://host:port/database; set push: off to say so)");
        } else {
            long id = LEAST_SERVER_ID + (UUID.randomUUID().getLeastSignificantBits() & (LEAST_SERVER_ID - 1));
            follower = new LogFollower(
                    address,
                    id,
                    new LogCheck(access)::hindrance,
                    (schema, table) -> tables.get(name(schema, table)),
                    listener);
        }
    }

    static JdbcPush start(Access access, JdbcSettings settings, Push.Listener listener) {
        JdbcPush push = new JdbcPush(access, settings, listener);
        LogFollower started = push.follower;
        if (started != null) {
            started.start();
        }
        return push;
    }

    private String name(String schema, String table) {
        return access.dialect().quoted(schema) + "." + access.dialect().quoted(table);
    }

    private static @Nullable LogAddress address(JdbcSettings settings) {
        try {
            Configuration url = Configuration.parse(new MariaDbDialect().driverUrl(settings.url()));
            if (url == null || url.addresses().size() != 1 || url.serverSslCert() != null) {
                return null;
            }
            HostAddress host = url.addresses().get(0);
            if (host.host == null || url.localSocket() != null || url.pipe() != null) {
                return null;
            }
            String user = settings.user().isEmpty() && url.user() != null ? url.user() : settings.user();
            return new LogAddress(
                    new LogAddress.Server(host.host, host.port),
                    user,
                    settings.password(),
                    tls(String.valueOf(url.sslMode())),
                    settings.limits().connectTimeout());
        } catch (java.sql.SQLException e) {
            return null;
        }
    }

    private static LogAddress.Tls tls(String mode) {
        return switch (mode.toUpperCase(Locale.ROOT).replace('-', '_')) {
            case "TRUST" -> LogAddress.Tls.TRUST;
            case "VERIFY_CA" -> LogAddress.Tls.VERIFY_CA;
            case "VERIFY_FULL" -> LogAddress.Tls.VERIFY_FULL;
            default -> LogAddress.Tls.NONE;
        };
    }

    @Override
    public void follow(List<SourceGroup> groups) {
        Map<String, LoggedTable> now = new HashMap<>();
        for (SourceGroup group : groups) {
            JdbcTable source = JdbcTable.of(group);
            if (covers(group)) {
                int time = source.table().columns().indexOf(source.time());
                now.put(
                        source.table().name(),
                        new LoggedTable(group.id(), source.table().columns().size(), time, clock(source)));
            }
        }
        tables = Map.copyOf(now);
    }

    /** The log shows numbers without a sign as if they had one, so only the widest are sure. */
    private static Function<Number, OptionalLong> clock(JdbcTable source) {
        String type = source.time().type().toLowerCase(Locale.ROOT);
        boolean unsure = type.contains("unsigned") && !type.startsWith("bigint");
        return unsure ? cell -> OptionalLong.empty() : source.codec()::logged;
    }

    @Override
    public boolean covers(SourceGroup group) {
        JdbcTable source = JdbcTable.of(group);
        return !source.table().view() && source.table().columns().contains(source.time());
    }

    @Override
    public void rewind(Position position) {
        LogFollower started = follower;
        if (started != null) {
            started.rewind(position);
        }
    }

    @Override
    public void close() {
        LogFollower started = follower;
        if (started != null) {
            started.close();
        }
    }
}
