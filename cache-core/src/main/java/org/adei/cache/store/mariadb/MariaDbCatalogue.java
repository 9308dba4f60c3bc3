package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;

/** The catalogue in the tables {@code adei_group} and {@code adei_channel}. Thread-safe. */
final class MariaDbCatalogue implements Catalogue {
    private static final int MAX_NAME = 250;

    private final Database database;
    private final Layout layout;

    MariaDbCatalogue(Database database, Layout layout) {
        this.database = database;
        this.layout = layout;
    }

    @Override
    public Registration register(SourceGroup group, Ladder ladder, boolean raw) {
        checkNames(group);
        String act = "cannot register group " + group.id();
        Registration registration = database.transact(act, connection -> {
            CachedGroup known = lock(connection, group.id(), ladder, raw);
            if (!known.ladder().equals(ladder) || known.raw() != raw) {
                throw new SkipException("group " + group.id() + " is cached at levels "
                        + known.ladder().levels() + (known.raw() ? " with" : " without")
                        + " raw rows, but the configuration wants " + ladder.levels() + (raw ? " with" : " without")
                        + " raw rows: go back to the former, or give the new ones a schema of their own");
            }
            return update(connection, group, known);
        });
        database.with(act, connection -> {
            layout.prepare(connection, registration.group());
            return null;
        });
        return registration;
    }

    private static void checkNames(SourceGroup group) {
        List<String> names = new ArrayList<>(group.channels());
        names.addAll(
                List.of(group.id().server(), group.id().database(), group.id().group()));
        for (String name : names) {
            if (name.length() > MAX_NAME) {
                throw new SkipException("group " + group.id() + " has a name of " + name.length()
                        + " characters: expected at most " + MAX_NAME);
            }
        }
    }

    private static CachedGroup lock(Connection connection, GroupId id, Ladder ladder, boolean raw) throws SQLException {
        String levels =
                ladder.levels().stream().map(level -> "" + level.seconds()).collect(Collectors.joining(","));
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_group (server, db, name, levels, raw) VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE number = number
                """)) {
            insert.setString(1, id.server());
            insert.setString(2, id.database());
            insert.setString(3, id.group());
            insert.setString(4, levels);
            insert.setBoolean(5, raw);
            insert.executeUpdate();
        }
        return select(connection, id, " FOR UPDATE").orElseThrow();
    }

    private static Registration update(Connection connection, SourceGroup group, CachedGroup known)
            throws SQLException {
        Set<String> present = new HashSet<>(group.channels());
        Set<String> lostBefore = inactive(connection, known.number());
        List<String> channels = new ArrayList<>(known.channels());
        List<String> added = new ArrayList<>();
        for (String name : group.channels()) {
            if (known.position(name) < 0) {
                channels.add(name);
                added.add(name);
            }
        }
        List<String> lost = known.channels().stream()
                .filter(name -> !present.contains(name) && !lostBefore.contains(name))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_channel (group_number, position, name, active) VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE active = VALUES(active)
                """)) {
            for (int position = 0; position < channels.size(); position++) {
                insert.setLong(1, known.number());
                insert.setInt(2, position);
                insert.setString(3, channels.get(position));
                insert.setBoolean(4, present.contains(channels.get(position)));
                insert.addBatch();
            }
            if (!channels.isEmpty()) {
                insert.executeBatch();
            }
        }
        CachedGroup now = new CachedGroup(known.number(), known.id(), channels, known.ladder(), known.raw());
        return new Registration(now, known.channels().isEmpty() ? List.of() : added, lost);
    }

    private static Set<String> inactive(Connection connection, long number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name FROM adei_channel WHERE group_number = ? AND NOT active")) {
            select.setLong(1, number);
            Set<String> names = new HashSet<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
            return names;
        }
    }

    @Override
    public List<CachedGroup> groups() {
        return database.with("cannot read the catalogue of the cache", connection -> {
            Map<Long, List<String>> channels = new LinkedHashMap<>();
            List<CachedGroup> groups = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                try (ResultSet result = statement.executeQuery(
                        "SELECT group_number, name FROM adei_channel ORDER BY group_number, position")) {
                    while (result.next()) {
                        channels.computeIfAbsent(result.getLong(1), number -> new ArrayList<>())
                                .add(result.getString(2));
                    }
                }
                try (ResultSet result = statement.executeQuery(
                        "SELECT number, server, db, name, levels, raw FROM adei_group ORDER BY server, db, name")) {
                    while (result.next()) {
                        groups.add(group(result, channels.getOrDefault(result.getLong(1), List.of())));
                    }
                }
            }
            return groups;
        });
    }

    @Override
    public Optional<CachedGroup> find(GroupId id) {
        return database.with("cannot read the catalogue of the cache", connection -> select(connection, id, ""));
    }

    private static Optional<CachedGroup> select(Connection connection, GroupId id, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT number, server, db, name, levels, raw FROM adei_group
                WHERE server = ? AND db = ? AND name = ?
                """ + lock)) {
            select.setString(1, id.server());
            select.setString(2, id.database());
            select.setString(3, id.group());
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? Optional.of(group(result, channels(connection, result.getLong(1))))
                        : Optional.empty();
            }
        }
    }

    private static List<String> channels(Connection connection, long number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name FROM adei_channel WHERE group_number = ? ORDER BY position")) {
            select.setLong(1, number);
            List<String> names = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
            return names;
        }
    }

    private static CachedGroup group(ResultSet row, List<String> channels) throws SQLException {
        int[] levels = Arrays.stream(row.getString(5).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        GroupId id = new GroupId(row.getString(2), row.getString(3), row.getString(4));
        return new CachedGroup(row.getLong(1), id, channels, Ladder.ofSeconds(levels), row.getBoolean(6));
    }

    @Override
    public void failure(GroupId id, String message) {
        database.with("cannot store the outcome of group " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE adei_group SET failure = NULLIF(?, ''), failed_at = IF(? = '', NULL, SYSDATE(6))
                    WHERE server = ? AND db = ? AND name = ?
                    """)) {
                update.setString(1, message);
                update.setString(2, message);
                update.setString(3, id.server());
                update.setString(4, id.database());
                update.setString(5, id.group());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public Map<GroupId, String> failures() {
        return database.with("cannot read the failures of the cache's groups", connection -> {
            Map<GroupId, String> failures = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "SELECT server, db, name, failure FROM adei_group WHERE failure IS NOT NULL")) {
                while (result.next()) {
                    failures.put(
                            new GroupId(result.getString(1), result.getString(2), result.getString(3)),
                            result.getString(4));
                }
            }
            return failures;
        });
    }
}
