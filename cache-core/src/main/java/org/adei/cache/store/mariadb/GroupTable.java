package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Storage;
import org.jspecify.annotations.Nullable;

/** Statements on {@code adei_group} and {@code adei_channel}. Stateless. */
final class GroupTable {
    private static final String COLUMNS =
            "SELECT number, server, db, name, levels, raw, layout, target FROM adei_group ";
    private static final String WITH_CHANNELS = """
            SELECT g.number, g.server, g.db, g.name, g.levels, g.raw, g.layout, g.target, c.name
            FROM adei_group g LEFT JOIN adei_channel c ON c.group_number = g.number
            WHERE g.server = ? AND g.db = ? AND g.name = ? ORDER BY c.position
            """;
    private static final String BY_NAME = "WHERE server = ? AND db = ? AND name = ? ";

    private GroupTable() {}

    static List<CachedGroup> all(Connection connection) throws SQLException {
        Map<Long, List<String>> channels = new HashMap<>();
        Sql.list(
                connection,
                "SELECT group_number, name FROM adei_channel ORDER BY group_number, position",
                row -> channels.computeIfAbsent(row.getLong(1), number -> new ArrayList<>())
                        .add(row.getString(2)));
        return Sql.list(
                connection,
                COLUMNS + "ORDER BY server, db, name",
                row -> group(row, channels.getOrDefault(row.getLong(1), List.of())));
    }

    /** One round trip. */
    static Optional<CachedGroup> find(Connection connection, GroupId id) throws SQLException {
        List<String> channels = new ArrayList<>();
        List<CachedGroup> found = new ArrayList<>();
        Sql.list(
                connection,
                WITH_CHANNELS,
                row -> {
                    if (found.isEmpty()) {
                        found.add(group(row, List.of()));
                    }
                    return row.getString(9) != null && channels.add(row.getString(9));
                },
                id.server(),
                id.database(),
                id.group());
        return found.stream()
                .findFirst()
                .map(bare -> new CachedGroup(bare.number(), bare.id(), channels, bare.ladder(), bare.storage()));
    }

    /** The group, made if it is not known, locked until the end of the transaction. */
    static CachedGroup lock(Connection connection, GroupId id, Ladder ladder, Storage storage) throws SQLException {
        String levels =
                ladder.levels().stream().map(level -> "" + level.seconds()).collect(Collectors.joining(","));
        Sql.update(
                connection,
                """
                INSERT INTO adei_group (server, db, name, levels, raw, layout) VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE number = number
                """,
                id.server(),
                id.database(),
                id.group(),
                levels,
                storage.raw(),
                storage.layout().word());
        return select(connection, id, "FOR UPDATE").orElseThrow(() -> sharedName(id));
    }

    /** Names of tables join the three names by underscores, so two groups may come to the same one. */
    private static SkipException sharedName(GroupId id) {
        String joined = String.join("__", id.server(), id.database(), id.group());
        return new SkipException("group " + id + " cannot be cached: another group's names join to \"" + joined
                + "\" too, and both would lie in the same tables; rename its source in the configuration");
    }

    private static Optional<CachedGroup> select(Connection connection, GroupId id, String lock) throws SQLException {
        Optional<CachedGroup> group = Sql.first(
                connection,
                COLUMNS + BY_NAME + lock,
                row -> group(row, List.of()),
                id.server(),
                id.database(),
                id.group());
        if (group.isEmpty()) {
            return group;
        }
        CachedGroup bare = group.get();
        List<String> channels = channels(connection, bare.number()).stream()
                .map(KnownChannel::name)
                .toList();
        return Optional.of(new CachedGroup(bare.number(), bare.id(), channels, bare.ladder(), bare.storage()));
    }

    /** Channels by position. */
    static List<KnownChannel> channels(Connection connection, long number) throws SQLException {
        return Sql.list(
                connection,
                "SELECT name, active FROM adei_channel WHERE group_number = ? ORDER BY position",
                row -> new KnownChannel(row.getString(1), row.getBoolean(2)),
                number);
    }

    static void store(Connection connection, CachedGroup group, List<KnownChannel> channels) throws SQLException {
        if (channels.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_channel (group_number, position, name, active) VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE active = VALUES(active)
                """)) {
            for (int position = 0; position < channels.size(); position++) {
                insert.setLong(1, group.number());
                insert.setInt(2, position);
                insert.setString(3, channels.get(position).name());
                insert.setBoolean(4, channels.get(position).active());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static int failure(Connection connection, GroupId id, String message) throws SQLException {
        String text = message.length() <= 10_000 ? message : message.substring(0, 10_000) + "..";
        return Sql.update(
                connection,
                "UPDATE adei_group SET failure = NULLIF(?, ''), failed_at = IF(? = '', NULL, SYSDATE(6)) " + BY_NAME,
                text,
                text,
                id.server(),
                id.database(),
                id.group());
    }

    private static CachedGroup group(ResultSet row, List<String> channels) throws SQLException {
        int[] levels = Arrays.stream(row.getString(5).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        GroupId id = new GroupId(row.getString(2), row.getString(3), row.getString(4));
        return new CachedGroup(
                row.getLong(1),
                id,
                channels,
                Ladder.ofSeconds(levels),
                storage(row.getBoolean(6), row.getString(7), row.getString(8)));
    }

    private static Storage storage(boolean raw, String layout, @Nullable String target) {
        return new Storage(raw, StorageLayout.of(layout), target == null ? null : StorageLayout.of(target));
    }

    /** The group as it is stored by now; so it stays until the end of the transaction. */
    static CachedGroup shared(Connection connection, CachedGroup group) throws SQLException {
        return stored(connection, group, "LOCK IN SHARE MODE");
    }

    /** The same, for one who may change how it is stored, or what of it is cached. */
    static CachedGroup locked(Connection connection, CachedGroup group) throws SQLException {
        return stored(connection, group, "FOR UPDATE");
    }

    private static CachedGroup stored(Connection connection, CachedGroup group, String lock) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT raw, layout, target FROM adei_group " + BY_NAME + "AND number = ? " + lock,
                        row -> group.with(storage(row.getBoolean(1), row.getString(2), row.getString(3))),
                        group.id().server(),
                        group.id().database(),
                        group.id().group(),
                        group.number())
                .orElseThrow(() -> new RetryException("group " + group.id() + " is not in the cache any more as number "
                        + group.number() + ": register it again"));
    }

    /**
     * A channel of a group.
     *
     * @param active whether the source has it still
     */
    record KnownChannel(String name, boolean active) {}
}
