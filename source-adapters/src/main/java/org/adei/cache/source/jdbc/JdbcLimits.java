package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one source is asked for at most.
 *
 * @param connections connections at once, 1 to 1,000; so many for each process, and so many for the archive of all
 *     processes together
 * @param rowsPerSecond rows a second for the archive and for tails that catch up, of all processes together, on average,
 *     1 to 1,000,000,000; 0 for no limit
 * @param fetchRows rows that are held in memory of one cursor, 1 to 1,000,000; 0 chooses about a megabyte
 * @param connectTimeout until a server that does not accept is given up, 1 ms to 1 h
 * @param socketTimeout until a server that does not answer is given up, 1 ms to 24 h; sorting a large table without an
 *     index on its time counts as not answering
 * @param waitTimeout until a reader that gets none of the connections gives up, 0 to 1 h
 */
public record JdbcLimits(
        int connections,
        int rowsPerSecond,
        int fetchRows,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration waitTimeout) {
    public static final JdbcLimits DEFAULT =
            new JdbcLimits(4, 0, Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(60));

    private static final long FETCH_BYTES = 1 << 20;
    private static final int MAX_FETCH = 4_096;

    public JdbcLimits {
        range("connections", connections, 1, 1_000);
        range("rows-per-second", rowsPerSecond, 0, 1_000_000_000);
        range("fetch-rows", fetchRows, 0, 1_000_000);
        range("connect-timeout", connectTimeout, Duration.ofMillis(1), Duration.ofHours(1));
        range("socket-timeout", socketTimeout, Duration.ofMillis(1), Duration.ofHours(24));
        range("wait-timeout", waitTimeout, Duration.ZERO, Duration.ofHours(1));
    }

    /** Without a limit of rows. */
    public JdbcLimits(
            int connections, int fetchRows, Duration connectTimeout, Duration socketTimeout, Duration waitTimeout) {
        this(connections, 0, fetchRows, connectTimeout, socketTimeout, waitTimeout);
    }

    @JsonCreator
    static JdbcLimits of(
            @JsonProperty("connections") @Nullable Integer connections,
            @JsonProperty("rows-per-second") @Nullable Integer rowsPerSecond,
            @JsonProperty("fetch-rows") @Nullable Integer fetchRows,
            @JsonProperty("connect-timeout") @Nullable Duration connectTimeout,
            @JsonProperty("socket-timeout") @Nullable Duration socketTimeout,
            @JsonProperty("wait-timeout") @Nullable Duration waitTimeout) {
        return new JdbcLimits(
                connections == null ? DEFAULT.connections : connections,
                rowsPerSecond == null ? DEFAULT.rowsPerSecond : rowsPerSecond,
                fetchRows == null ? DEFAULT.fetchRows : fetchRows,
                connectTimeout == null ? DEFAULT.connectTimeout : connectTimeout,
                socketTimeout == null ? DEFAULT.socketTimeout : socketTimeout,
                waitTimeout == null ? DEFAULT.waitTimeout : waitTimeout);
    }

    /** These limits with another number of connections. */
    public JdbcLimits withConnections(int most) {
        return new JdbcLimits(most, rowsPerSecond, fetchRows, connectTimeout, socketTimeout, waitTimeout);
    }

    /** Rows to fetch at a time where a row has that many channels. */
    int fetchRowsOf(int channels) {
        return fetchRows > 0
                ? fetchRows
                : (int) Math.max(16, Math.min(MAX_FETCH, FETCH_BYTES / (Double.BYTES * (channels + 2L))));
    }

    private static void range(String key, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    key + " is " + value + ": expected a number from " + least + " to " + greatest);
        }
    }

    private static void range(String key, Duration value, Duration least, Duration greatest) {
        if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
            throw new IllegalArgumentException(key + " is " + value.toMillis() + " ms: expected " + least.toMillis()
                    + " to " + greatest.toMillis() + " ms");
        }
    }
}
