package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.store.Claim;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest rows of many groups in one transaction. Round trips per group: one for the coverage, one per table
 * that gets rows, one per table to erase from where rows changed, one where the base moved; and one commit for all.
 */
final class TailWriting {
    private static final String GUARD = """
            UPDATE adei_coverage
            SET to_ns = ?, open_state = ?, cached_rows = ?, push_position = COALESCE(?, push_position),
                revision = revision + 1, lease_until = SYSDATE(6) + INTERVAL ? SECOND
            WHERE group_number = ? AND from_ns = ? AND token = ? AND revision = ? AND lease_until > SYSDATE(6)
            """;

    /** Attempts at a transaction that the server rolled back so that another one could go on. */
    private static final int ATTEMPTS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(TailWriting.class);

    private final Database database;
    private final Layout layout;
    private final Healing healing;

    TailWriting(Database database, Layout layout, Healing healing) {
        this.healing = healing;
        this.database = database;
        this.layout = layout;
    }

    /** As {@link org.adei.cache.store.TailStore#write} promises. */
    Map<TailClaim, CacheException> write(List<TailBatch> batches) {
        Map<TailClaim, CacheException> failures = new LinkedHashMap<>();
        List<TailBatch> rest = new ArrayList<>(batches);
        while (!rest.isEmpty()) {
            try {
                List<TailBatch> some = rest;
                List<TailBatch> lost = healing.meeting(() -> attempt(some));
                lost.forEach(batch -> failures.put(batch.claim(), lost(batch)));
                rest.removeAll(lost);
                if (lost.isEmpty()) {
                    return failures;
                }
            } catch (RetryException e) {
                failures.putAll(MariaDbTails.all(rest, e));
                return failures;
            } catch (CacheException e) {
                if (rest.size() == 1) {
                    failures.put(rest.get(0).claim(), e);
                } else {
                    rest.forEach(batch -> failures.putAll(write(List.of(batch))));
                }
                return failures;
            }
        }
        return failures;
    }

    private static RetryException lost(TailBatch batch) {
        Claim claim = batch.claim().claim();
        return new LeaseLostException("cannot write the newest rows of group "
                + claim.group().id() + ": its lease is lost (token " + claim.token()
                + ", revision " + batch.revision()
                + "), another worker may hold it now, or the server has lost what was"
                + " written last; nothing of this batch was written");
    }

    /** One transaction; gives the batches whose lease is lost, and then nothing is written. */
    private List<TailBatch> attempt(List<TailBatch> batches) {
        String act = batches.size() == 1
                ? "cannot write the newest rows of group "
                        + batches.get(0).claim().group().id()
                : "cannot write the newest rows of " + batches.size() + " groups";
        for (int left = ATTEMPTS - 1; ; left--) {
            try (Connection connection = database.connect(act)) {
                try {
                    return transact(connection, batches);
                } catch (SQLException e) {
                    if (left == 0 || !SqlFailures.isOutdatedStatement(e) && !SqlFailures.isDeadlock(e)) {
                        throw e;
                    }
                    if (SqlFailures.isOutdatedStatement(e)) {
                        database.discard(connection);
                    }
                }
            } catch (SQLException e) {
                throw SqlFailures.of(act, e);
            }
        }
    }

    private List<TailBatch> transact(Connection connection, List<TailBatch> batches) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (TailBatch batch : batches) {
                layout.adapt(connection, batch.claim().group(), batch.batch());
            }
            List<TailBatch> lost = new ArrayList<>();
            for (TailBatch batch : batches) {
                if (!moveCoverage(connection, batch)) {
                    lost.add(batch);
                }
            }
            if (!lost.isEmpty()) {
                connection.rollback();
                return lost;
            }
            for (TailBatch batch : batches) {
                content(connection, batch);
            }
            database.commit(connection);
            batches.forEach(batch -> database.committed(batch.claim().group(), batch.batch()));
            tidy(connection, batches);
            return lost;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** The batches are committed, so what cannot be tidied now is left to another time. */
    private void tidy(Connection connection, List<TailBatch> batches) {
        for (TailBatch batch : batches) {
            try {
                layout.tidy(connection, batch.claim().group(), batch.batch().position(), false);
            } catch (SQLException | RuntimeException e) {
                LOG.info(
                        "small pieces of group {} are left as they are: {}",
                        batch.claim().group().id(),
                        e.toString());
                rollback(connection, e);
                return;
            }
        }
    }

    private boolean moveCoverage(Connection connection, TailBatch batch) throws SQLException {
        Claim claim = batch.claim().claim();
        int moved = Sql.update(
                connection,
                GUARD,
                batch.batch().position(),
                batch.batch().openState(),
                batch.rows(),
                batch.logged(),
                database.lease().toSeconds(),
                claim.group().number(),
                claim.from(),
                claim.token(),
                batch.revision());
        return moved == 1;
    }

    private void content(Connection connection, TailBatch batch) throws SQLException {
        Claim claim = batch.claim().claim();
        if (batch.rewrites()) {
            layout.rewind(connection, claim.group(), batch.rewriteFrom());
        }
        layout.append(connection, claim.group(), batch.batch());
        RejectedRows.remember(connection, claim.group(), batch.batch().rejected());
        if (batch.base() != null) {
            TailTable.put(connection, claim.group(), claim.from(), batch.base());
        }
    }

    /** The failure before it is the one to tell. */
    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
