package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.model.Nanos;
import org.adei.cache.store.Batch;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the batches of one claim. Round trips of a transaction: one for the coverage, one per table that gets rows (raw,
 * and each level in which windows closed), one for the commit. Used by one thread.
 *
 * <p>The coverage moves first: its row lock keeps others from taking the lease over until the transaction has ended, and
 * a worker whose lease is lost finds out before it sends any row.
 */
final class MariaDbBatchWriter implements BatchWriter {
    private static final String GUARD = """
            UPDATE adei_coverage
            SET to_ns = ?, open_state = ?, cached_rows = cached_rows + ?,
                lease_until = SYSDATE(6) + INTERVAL ? SECOND
            WHERE group_number = ? AND from_ns = ? AND to_ns = ? AND token = ? AND lease_until > SYSDATE(6)
            """;

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbBatchWriter.class);

    private final Database database;
    private final Layout layout;
    private final Claim claim;
    private final String act;
    private @Nullable Connection connection;
    private long position;
    private boolean uncertain;

    MariaDbBatchWriter(Database database, Layout layout, Claim claim) {
        this.database = database;
        this.layout = layout;
        this.claim = claim;
        this.position = claim.position();
        this.act = "cannot write a batch of group " + claim.group().id();
    }

    /** A batch whose commit was not answered may be written again: it is found committed, or is written now. */
    @Override
    public void write(Batch batch) {
        requireNext(batch);
        try {
            try {
                attempt(batch);
            } catch (SQLException e) {
                if (!SqlFailures.isOutdatedStatement(e)) {
                    throw e;
                }
                discard();
                attempt(batch);
            }
        } catch (SQLException e) {
            throw SqlFailures.of(act, e);
        }
        position = batch.position();
        uncertain = false;
        database.committed(claim.group(), batch);
        tidy();
    }

    /** The batch is committed, so what cannot be tidied now is left to another time. */
    private void tidy() {
        Connection own = connection;
        try {
            if (own != null) {
                layout.tidy(own, claim.group(), position, position == claim.goal());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.info(
                    "small pieces of group {} are left as they are: {}",
                    claim.group().id(),
                    e.toString());
            if (own != null) {
                abandon(own, e);
            }
        }
    }

    private void requireNext(Batch batch) {
        boolean again = batch.rows().size() > 0 && batch.rows().times()[0] < position;
        if (again || batch.position() < position || batch.position() > claim.goal()) {
            throw new IllegalArgumentException(act + " up to " + Nanos.toInstant(batch.position())
                    + ": expected rows and an end between " + Nanos.toInstant(position) + " and "
                    + Nanos.toInstant(claim.goal()));
        }
    }

    private void attempt(Batch batch) throws SQLException {
        Connection own = connection();
        try {
            transact(own, batch);
        } catch (SQLException | RuntimeException e) {
            abandon(own, e);
            throw e;
        }
    }

    private void transact(Connection own, Batch batch) throws SQLException {
        CachedGroup group = claim.group();
        layout.adapt(own, group, batch);
        if (!moveCoverage(own, batch)) {
            requireCommittedBefore(own, batch);
            own.rollback();
            return;
        }
        layout.append(own, group, batch);
        RejectedRows.remember(own, group, batch.rejected());
        uncertain = true;
        database.commit(own);
    }

    private boolean moveCoverage(Connection own, Batch batch) throws SQLException {
        int moved = Sql.update(
                own,
                GUARD,
                batch.position(),
                batch.openState(),
                (long) batch.rows().size(),
                database.lease().toSeconds(),
                claim.group().number(),
                claim.from(),
                position,
                claim.token());
        return moved == 1;
    }

    private void requireCommittedBefore(Connection own, Batch batch) throws SQLException {
        long end = Sql.first(
                        own,
                        "SELECT to_ns FROM adei_coverage WHERE group_number = ? AND from_ns = ? AND token = ?",
                        row -> row.getLong(1),
                        claim.group().number(),
                        claim.from(),
                        claim.token())
                .orElse(Long.MIN_VALUE);
        if (!uncertain || end != batch.position()) {
            throw new LeaseLostException(act + ": its lease is lost (token " + claim.token()
                    + "), another worker may hold it now; nothing of this batch was written");
        }
    }

    private Connection connection() throws SQLException {
        Connection own = connection;
        if (own == null || own.isClosed()) {
            own = database.connect(act);
            connection = own;
            own.setAutoCommit(false);
        }
        return own;
    }

    /** The failure before it is the one to tell. */
    private void abandon(Connection own, Exception failure) {
        try {
            own.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            discard();
        }
    }

    /** Gives the connection up, with the statements that the driver keeps for it. */
    private void discard() {
        Connection own = connection;
        connection = null;
        if (own != null) {
            database.discard(own);
        }
    }

    @Override
    public void close() {
        Connection own = connection;
        connection = null;
        try {
            if (own != null) {
                own.close();
            }
        } catch (SQLException e) {
            throw SqlFailures.of("cannot give back a connection to the cache", e);
        }
    }
}
