package org.adei.cache.replication.mariadb;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.replication.bootstrap.Grants;
import org.adei.cache.replication.bootstrap.Role;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/**
 * Looks now and then whether the stewards' account has its rights on a server, on a connection of its own: what is
 * missing is to be known before a failover needs it. Thread-safe.
 */
final class RightsCheck {
    /** The last is that of who may not write past {@code read_only}. */
    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1143, 1227, 1370, 1290);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_SECONDS = 30;
    private static final long PAUSE_AFTER_TROUBLE_SECONDS = 2;

    private final Account account;
    private final Inspection inspection;
    private final Executor threads;
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    RightsCheck(Account account, Inspection inspection, Executor threads) {
        this.account = account;
        this.inspection = inspection;
        this.threads = threads;
    }

    /** Whether a server let the account in, and then refused what was asked. */
    static boolean isMissing(SQLException e) {
        return NO_RIGHT.contains(e.getErrorCode());
    }

    /** Looks in a while, beside the caller. */
    void begin(String name, ClusterServer server, boolean trouble) {
        long now = System.nanoTime();
        long pause = trouble || inspection.lacksRights(name) ? PAUSE_AFTER_TROUBLE_SECONDS : PAUSE_SECONDS;
        Long last = due.get(name);
        if (last != null && now - last < TimeUnit.SECONDS.toNanos(pause)) {
            return;
        }
        due.put(name, now);
        threads.execute(() -> look(name, server, false));
    }

    /**
     * Looks at once.
     *
     * @param refused whether the server refused a step for want of a right
     * @return the statements that give the account what it lacks; empty if it lacks nothing, or nothing can be seen
     */
    List<String> look(String name, ClusterServer server, boolean refused) {
        try (ServerSession session = ServerSession.open(name, server, account, PATIENCE)) {
            String user = session.value("SELECT CURRENT_USER()");
            int at = user.lastIndexOf('@');
            List<String> missing = Grants.parse(session.column("SHOW GRANTS"))
                    .missing(
                            Role.MANAGER,
                            Role.MANAGEMENT_SCHEMA,
                            quoted(user.substring(0, at)) + "@" + quoted(user.substring(at + 1)));
            String text = missing.isEmpty() ? null : account.user() + " lacks rights: " + String.join("; ", missing);
            inspection.lacks(name, text, refused);
            return missing;
        } catch (CacheException e) {
            return List.of();
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
