package org.adei.cache.replication.rejoin.mariadb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/**
 * Sums up tables on two servers at once. Whichever is done first is kept from being sent away as idle. After a failure
 * both sessions are of no use. Used by one thread, which borrows the sessions to two others.
 */
final class TableSums {
    static final Duration TABLE = Duration.ofHours(6);

    private final Executor threads;
    private final ServerSession one;
    private final ServerSession other;

    TableSums(Executor threads, ServerSession one, ServerSession other) {
        this.threads = threads;
        this.one = one;
        this.other = other;
        List.of(one, other).forEach(session -> session.allow(TABLE));
    }

    /**
     * Whether a table, named with its schema in quotes, has the same sum on both.
     *
     * @throws CacheException if one of them fails or has not ended after six hours; which one is said
     */
    boolean agree(String table) {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> sum(one, table), threads);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> sum(other, table), threads);
        long end = System.nanoTime() + TABLE.toNanos();
        try {
            while (!awaited(first) | !awaited(second)) {
                keepAwake(one, first);
                keepAwake(other, second);
                if (System.nanoTime() > end) {
                    throw new RetryException("table " + table + " is not summed up after " + TABLE.toHours() + " h on "
                            + (first.isDone() ? other.name() : one.name()) + ": see what holds that server up");
                }
            }
            return first.join().equals(second.join());
        } catch (CacheException e) {
            one.abort();
            other.abort();
            throw e;
        }
    }

    private static String sum(ServerSession session, String table) {
        return session.rows("CHECKSUM TABLE " + table).stream()
                .map(row -> row.getOrDefault("checksum", ""))
                .findFirst()
                .orElse("");
    }

    /** Half a second each: a failure of one is not found out only when the other is done. */
    private static boolean awaited(CompletableFuture<String> sum) {
        try {
            sum.get(500, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltException("interrupted while tables were compared", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CacheException cause ? cause : new HaltException("cannot compare", e);
        }
    }

    private static void keepAwake(ServerSession session, CompletableFuture<String> sum) {
        if (sum.isDone()) {
            session.run("DO 1");
        }
    }
}
