package org.adei.cache.work.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.SourceSlot;
import org.adei.cache.work.SourceSlots;

/** Slots in {@code adei_source_slot}, one row for each that was ever used. Thread-safe. */
public final class MariaDbSourceSlots implements SourceSlots {
    private static final int TRIES = 2;

    private final CacheDatabase database;
    private final long micros;

    /**
     * Makes slots known; nothing is asked yet.
     *
     * @param length how long a slot is held without being prolonged, 50 ms to 1 h
     */
    public MariaDbSourceSlots(CacheDatabase database, Duration length) {
        if (length.toMillis() < 50 || length.toHours() > 1) {
            throw new IllegalArgumentException("slot held for " + length + ": expected 50 ms to 1 h");
        }
        this.database = database;
        this.micros = length.toNanos() / 1000;
    }

    /** Three round trips, one transaction; four where all are taken, and one more for each that is used for the first time. */
    @Override
    public Optional<SourceSlot> take(String source, int most) {
        return database.transact("cannot take a connection of source " + source, connection -> {
            for (int i = 0; i < TRIES; i++) {
                Optional<SourceSlot> slot = takeFree(connection, source, most);
                if (slot.isPresent() || !makeNext(connection, source, most)) {
                    return slot;
                }
            }
            return Optional.empty();
        });
    }

    private Optional<SourceSlot> takeFree(Connection connection, String source, int most) throws SQLException {
        Optional<SourceSlot> free =
                Sql.first(connection, """
                SELECT slot, token + 1 FROM adei_source_slot
                WHERE source = ? AND slot <= ? AND lease_until <= SYSDATE(6)
                ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED
                """, row -> new SourceSlot(source, row.getInt(1), row.getLong(2)), source, most);
        if (free.isPresent()) {
            Sql.update(
                    connection,
                    """
                    UPDATE adei_source_slot SET token = ?, lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND
                    WHERE source = ? AND slot = ?
                    """,
                    free.get().token(),
                    micros,
                    source,
                    free.get().number());
        }
        return free;
    }

    /** Whether there is one more slot now, perhaps made by another process. */
    private static boolean makeNext(Connection connection, String source, int most) throws SQLException {
        long known = Sql.number(connection, "SELECT COUNT(*) FROM adei_source_slot WHERE source = ?", source);
        if (known >= most) {
            return false;
        }
        Sql.update(connection, """
                INSERT IGNORE INTO adei_source_slot (source, slot, token, lease_until) VALUES (?, ?, 0, '1970-01-01')
                """, source, known + 1);
        return true;
    }

    /** One round trip per slot and one more. */
    @Override
    public List<SourceSlot> renew(List<SourceSlot> slots) {
        return database.transact("cannot prolong connections of sources", connection -> {
            List<SourceSlot> lost = new ArrayList<>();
            for (SourceSlot slot : slots) {
                int touched = Sql.update(connection, """
                        UPDATE adei_source_slot SET lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND
                        WHERE source = ? AND slot = ? AND token = ? AND lease_until > SYSDATE(6)
                        """, micros, slot.source(), slot.number(), slot.token());
                if (touched == 0) {
                    lost.add(slot);
                }
            }
            return lost;
        });
    }

    /** Two round trips. */
    @Override
    public void release(SourceSlot slot) {
        database.transact("cannot give back a connection of source " + slot.source(), connection -> {
            return Sql.update(connection, """
                    UPDATE adei_source_slot SET lease_until = '1970-01-01' WHERE source = ? AND slot = ? AND token = ?
                    """, slot.source(), slot.number(), slot.token());
        });
    }

    /** Two round trips. */
    @Override
    public int taken(String source) {
        return database.transact("cannot count the connections of source " + source, connection ->
                (int) Sql.number(connection, """
                        SELECT COUNT(*) FROM adei_source_slot WHERE source = ? AND lease_until > SYSDATE(6)
                        """, source));
    }
}
