package org.adei.cache.store.mariadb;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.Storage;
import org.adei.cache.store.mariadb.ConversionTable.Region;

/** Conversions in the tables {@code adei_group} and {@code adei_conversion}. Thread-safe. */
final class MariaDbConversions implements Conversions {
    private final Database database;
    private final GroupLayouts layouts;

    MariaDbConversions(Database database, GroupLayouts layouts) {
        this.database = database;
        this.layouts = layouts;
    }

    @Override
    public void begin(GroupId id, StorageLayout layout) {
        String act = "cannot give group " + id + " the layout " + layout.word();
        while (leftover(find(id)).isPresent()) {
            remove(find(id));
        }
        CachedGroup group = find(id);
        Storage wanted = new Storage(group.raw(), group.storage().layout(), layout);
        database.with(act, connection -> {
            if (isNew(connection, group, layout)) {
                layouts.prepare(connection, group.with(wanted), false);
            }
            return wanted;
        });
        database.transact(act, connection -> begin(connection, group, layout));
    }

    private boolean begin(Connection connection, CachedGroup group, StorageLayout layout) throws SQLException {
        CachedGroup now = SpanTable.lockGroup(connection, group);
        if (!isNew(connection, now, layout)) {
            return false;
        }
        CachedGroup then = now.with(new Storage(now.raw(), now.storage().layout(), layout));
        SpanTable.revoke(connection, now);
        Sql.update(connection, "UPDATE adei_group SET target = ? WHERE number = ?", layout.word(), group.number());
        if (layouts.made(then) != null) {
            for (Region region : regions(connection, now)) {
                ConversionTable.insert(connection, now, region);
            }
        }
        return true;
    }

    /** Whether the group has to go another way than it does now; fails if it cannot. */
    private boolean isNew(Connection connection, CachedGroup now, StorageLayout layout) throws SQLException {
        StorageLayout target = now.storage().target();
        if (target == layout || target == null && now.storage().layout() == layout) {
            return false;
        }
        if (target != null) {
            throw new SkipException("group " + now.id() + " is on its way from "
                    + now.storage().layout().word() + " to " + target.word()
                    + ": let that end first, then convert it to "
                    + layout.word());
        }
        CachedGroup then = now.with(new Storage(now.raw(), now.storage().layout(), layout));
        if (layouts.made(then) != null && !now.raw() && SpanTable.hasRows(connection, now)) {
            throw new SkipException("group " + now.id() + " keeps no raw rows, which its windows would be made from:"
                    + " expected a group with raw rows; cache it anew in a schema of its own");
        }
        return true;
    }

    /** What is cached, rows that follow each other as one, since windows may reach over their edges. */
    private static List<Region> regions(Connection connection, CachedGroup group) throws SQLException {
        List<Region> regions = new ArrayList<>();
        for (SpanRow row : SpanTable.all(connection, group)) {
            Region last = regions.isEmpty() ? null : regions.get(regions.size() - 1);
            boolean goesOn = last != null && last.to() == row.from();
            // an empty row may have taken over the open windows of the one before it
            if (row.isEmpty() && !goesOn) {
                continue;
            }
            long from = goesOn ? Objects.requireNonNull(last).from() : row.from();
            if (goesOn) {
                regions.remove(regions.size() - 1);
            }
            regions.add(new Region(from, from, row.to(), closed(connection, group, row)));
        }
        return regions;
    }

    /** Up to where windows are closed: one that ends where or soon after the last row was may be open still. */
    private static long closed(Connection connection, CachedGroup group, SpanRow row) throws SQLException {
        byte[] state = Sql.first(
                        connection,
                        "SELECT open_state FROM adei_coverage WHERE group_number = ? AND from_ns = ?",
                        found -> Optional.ofNullable(found.getBytes(1)),
                        group.number(),
                        row.from())
                .flatMap(found -> found)
                .orElse(null);
        if (state == null) {
            return row.to();
        }
        long closed = row.to();
        int channels = ByteBuffer.wrap(state).getInt(2);
        for (WindowBlock open :
                OpenWindowsCodec.decode(group.ladder(), channels, state).current()) {
            if (open.size() > 0) {
                closed = Math.min(closed, open.start(0) + open.level().nanos() - 1);
            }
        }
        return closed;
    }

    @Override
    public Progress advance(GroupId id) {
        CachedGroup group = find(id);
        if (leftover(group).isPresent()) {
            remove(group);
            return new Progress(0, 0, leftover(group).isEmpty());
        }
        if (group.storage().target() == null) {
            return new Progress(0, 0, true);
        }
        Layout made = layouts.made(group);
        long rows = made == null ? 0 : new RegionCopy(database, group, layouts, made).copy();
        List<Region> left = database.with(
                "cannot read what is left to convert of group " + id,
                connection -> ConversionTable.all(connection, group));
        if (left.isEmpty()) {
            finish(group);
        }
        return new Progress(rows, left.stream().mapToLong(Region::left).sum(), false);
    }

    /** Readers go over; whoever writes to the old layout still has to claim anew. */
    private void finish(CachedGroup group) {
        database.transact("cannot end the conversion of group " + group.id(), connection -> {
            CachedGroup now = SpanTable.lockGroup(connection, group);
            StorageLayout target = now.storage().target();
            if (target == null || !ConversionTable.all(connection, now).isEmpty()) {
                return false;
            }
            boolean leaves = target != StorageLayout.BOTH;
            if (leaves) {
                SpanTable.revoke(connection, now);
            }
            Sql.update(
                    connection,
                    "UPDATE adei_group SET layout = ?, target = NULL, leftover = ? WHERE number = ?",
                    target.word(),
                    leaves ? (target == StorageLayout.WIDE ? StorageLayout.PACKED : StorageLayout.WIDE).word() : null,
                    group.number());
            return true;
        });
    }

    private void remove(CachedGroup group) {
        String act = "cannot remove what is left over of group " + group.id();
        StorageLayout leftover = leftover(group).orElse(null);
        if (leftover == null) {
            return;
        }
        Storage old = new Storage(group.raw(), leftover);
        if (database.with(act, connection -> layouts.remove(connection, group.with(old)))) {
            database.with(
                    act,
                    connection -> Sql.update(
                            connection,
                            "UPDATE adei_group SET leftover = NULL WHERE number = ? AND leftover = ?",
                            group.number(),
                            leftover.word()));
        }
    }

    private Optional<StorageLayout> leftover(CachedGroup group) {
        return database.with(
                "cannot read the layout of group " + group.id(),
                connection -> Sql.first(
                                connection,
                                "SELECT leftover FROM adei_group WHERE number = ? AND leftover IS NOT NULL",
                                row -> row.getString(1),
                                group.number())
                        .map(StorageLayout::of));
    }

    private CachedGroup find(GroupId id) {
        return database.with("cannot read the catalogue of the cache", connection -> GroupTable.find(connection, id))
                .orElseThrow(() -> new SkipException(
                        "group " + id + " is not in the cache: expected one of those that `status` lists"));
    }
}
