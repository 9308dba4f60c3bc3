package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Storage;
import org.adei.cache.store.mariadb.GroupTable.KnownChannel;

/** The catalogue in the tables {@code adei_group} and {@code adei_channel}. Thread-safe. */
final class MariaDbCatalogue implements Catalogue {
    private static final int MAX_NAME = 250;

    private final Database database;
    private final long steps;
    private final Layout layout;
    private final BiFunction<GroupId, Integer, StorageLayout> layouts;
    private long moves;

    /**
     * Uses the database.
     *
     * @param steps of {@link Schema} that have been taken
     * @param layouts how groups are stored that are new; those that are known stay as they are
     */
    MariaDbCatalogue(
            Database database, long steps, Layout layout, BiFunction<GroupId, Integer, StorageLayout> layouts) {
        this.database = database;
        this.steps = steps;
        this.layout = layout;
        this.layouts = layouts;
    }

    /** Three round trips where nothing has changed since the last time. */
    @Override
    public Registration register(SourceGroup group, Ladder ladder, boolean raw) {
        checkNames(group);
        makeTables();
        String act = "cannot register group " + group.id();
        Registration registration = database.with(act, connection -> unchanged(connection, group, ladder, raw))
                .orElseGet(() -> {
                    Storage storage = new Storage(
                            raw, layouts.apply(group.id(), group.channels().size()));
                    return database.transact(act, connection -> change(connection, group, ladder, storage));
                });
        database.with(act, connection -> {
            CachedGroup cached = registration.group();
            layout.prepare(connection, cached, SpanTable.hasRows(connection, cached));
            return registration;
        });
        return registration;
    }

    /** A server that has become the master may never have got the tables of the cache. */
    private synchronized void makeTables() {
        long now = database.moves();
        if (now != moves) {
            if (!Schema.hasAll(database, steps)) {
                Schema.migrate(database);
            }
            moves = now;
        }
    }

    private static void checkNames(SourceGroup group) {
        List<String> names = new ArrayList<>(group.channels());
        names.addAll(
                List.of(group.id().server(), group.id().database(), group.id().group()));
        for (String name : names) {
            if (name.length() > MAX_NAME) {
                throw new SkipException("group " + group.id() + " has a name of " + name.length() + " characters (\""
                        + name.substring(0, 40) + "..\"): expected at most " + MAX_NAME);
            }
        }
    }

    private static Optional<Registration> unchanged(
            Connection connection, SourceGroup group, Ladder ladder, boolean raw) throws SQLException {
        Optional<CachedGroup> known = GroupTable.find(connection, group.id());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        requireSame(known.get(), ladder, raw);
        List<KnownChannel> channels =
                GroupTable.channels(connection, known.get().number());
        return ChannelChange.of(channels, group.channels()).channels().equals(channels)
                ? Optional.of(new Registration(known.get(), List.of(), List.of()))
                : Optional.empty();
    }

    private static Registration change(Connection connection, SourceGroup group, Ladder ladder, Storage storage)
            throws SQLException {
        CachedGroup known = GroupTable.lock(connection, group.id(), ladder, storage);
        requireSame(known, ladder, storage.raw());
        ChannelChange change = ChannelChange.of(GroupTable.channels(connection, known.number()), group.channels());
        GroupTable.store(connection, known, change.channels());
        CachedGroup now = new CachedGroup(known.number(), known.id(), change.names(), known.ladder(), known.storage());
        boolean fresh = known.channels().isEmpty();
        return new Registration(now, fresh ? List.of() : change.added(), change.lost());
    }

    private static void requireSame(CachedGroup known, Ladder ladder, boolean raw) {
        if (!known.ladder().equals(ladder) || known.raw() != raw) {
            throw new SkipException("group " + known.id() + " is cached at levels "
                    + known.ladder().levels() + (known.raw() ? " with" : " without")
                    + " raw rows, but the configuration wants " + ladder.levels() + (raw ? " with" : " without")
                    + " raw rows: go back to the former, or give the new ones a schema of their own");
        }
    }

    @Override
    public List<CachedGroup> groups() {
        return database.with("cannot read the catalogue of the cache", GroupTable::all);
    }

    @Override
    public Optional<CachedGroup> find(GroupId id) {
        return database.with("cannot read the catalogue of the cache", connection -> GroupTable.find(connection, id));
    }

    @Override
    public void failure(GroupId id, String message) {
        database.with(
                "cannot store the outcome of group " + id, connection -> GroupTable.failure(connection, id, message));
    }

    @Override
    public Map<GroupId, String> failures() {
        return database.with("cannot read the failures of the cache's groups", connection -> {
            Map<GroupId, String> failures = new LinkedHashMap<>();
            Sql.list(
                    connection,
                    "SELECT server, db, name, failure FROM adei_group WHERE failure IS NOT NULL",
                    row -> failures.put(
                            new GroupId(row.getString(1), row.getString(2), row.getString(3)), row.getString(4)));
            return failures;
        });
    }
}
