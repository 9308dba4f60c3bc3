package org.adei.cache.store.mariadb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.store.Batch;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;

/**
 * Writes the batches of one claim. Round trips of a transaction: one per table that gets rows (raw, and each level in
 * which windows closed), one for the coverage, one for the commit. Used by one thread.
 */
final class MariaDbBatchWriter implements BatchWriter {
    private static final String GUARD = """
            UPDATE adei_coverage
            SET to_ns = ?, open_state = ?, cached_rows = cached_rows + ?,
                lease_until = SYSDATE(6) + INTERVAL ? SECOND
            WHERE group_number = ? AND from_ns = ? AND to_ns = ? AND token = ? AND lease_until > SYSDATE(6)
            """;

    private final Database database;
    private final Layout layout;
    private final Claim claim;
    private final Connection connection;
    private long position;

    MariaDbBatchWriter(Database database, Layout layout, Claim claim) {
        this.database = database;
        this.layout = layout;
        this.claim = claim;
        this.position = claim.position();
        this.connection = database.connect(act());
    }

    @Override
    public void write(Batch batch) {
        CachedGroup group = claim.group();
        try {
            layout.adapt(connection, group, batch);
        } catch (SQLException e) {
            throw SqlFailures.of(act(), e);
        }
        Database.transact(connection, act(), same -> {
            layout.append(same, group, batch);
            reject(batch);
            moveCoverage(batch);
            return null;
        });
        position = batch.position();
    }

    private void moveCoverage(Batch batch) throws SQLException {
        try (PreparedStatement guard = connection.prepareStatement(GUARD)) {
            guard.setLong(1, batch.position());
            MariaDbCoverage.setState(guard, 2, batch.openState());
            guard.setLong(3, batch.rows().size());
            guard.setLong(4, database.lease().toSeconds());
            guard.setLong(5, claim.group().number());
            guard.setLong(6, claim.from());
            guard.setLong(7, position);
            guard.setLong(8, claim.token());
            if (guard.executeUpdate() != 1) {
                throw new RetryException(act() + ": its lease is lost (token " + claim.token()
                        + "), another worker may hold it now; nothing of this batch was written");
            }
        }
    }

    private void reject(Batch batch) throws SQLException {
        if (batch.rejected().isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_rejected_row (group_number, row_hash, row_text, reason, seen)
                VALUES (?, ?, ?, ?, SYSDATE(6))
                ON DUPLICATE KEY UPDATE reason = VALUES(reason), seen = VALUES(seen)
                """)) {
            for (Batch.RejectedRow row : batch.rejected()) {
                insert.setLong(1, claim.group().number());
                insert.setBytes(2, hash(row.row()));
                insert.setString(3, row.row());
                insert.setString(4, row.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which every one must have", e);
        }
    }

    private String act() {
        return "cannot write a batch of group " + claim.group().id();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlFailures.of("cannot give back a connection to the cache", e);
        }
    }
}
