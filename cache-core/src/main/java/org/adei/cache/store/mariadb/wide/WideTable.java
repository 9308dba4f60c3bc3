package org.adei.cache.store.mariadb.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.failure.SkipException;
import org.adei.cache.store.CachedGroup;

/**
 * The tables of one level of a group, as names and SQL. Pure.
 *
 * @param group the group
 * @param level window length in seconds, 0 for raw rows
 */
record WideTable(CachedGroup group, int level) {
    /** Channels of one table; InnoDB's pages of 16 KB end at 995 raw and 331 aggregated ones without our columns. */
    static final int RAW_CHANNELS = 900;

    static final int WINDOW_CHANNELS = 300;
    /** Columns that MariaDB takes in a view. */
    private static final int VIEW_COLUMNS = 4096;

    WideTable {
        int columns = group.channels().size() * (level == 0 ? 1 : 3) + 6;
        if (columns > VIEW_COLUMNS) {
            throw new SkipException("group " + group.id() + " has "
                    + group.channels().size()
                    + " channels: the wide layout takes at most 1,363, since a view of MariaDB ends at " + VIEW_COLUMNS
                    + " columns; list fewer channels");
        }
    }

    private int perPart() {
        return level == 0 ? RAW_CHANNELS : WINDOW_CHANNELS;
    }

    int parts() {
        return Math.max(1, (group.channels().size() + perPart() - 1) / perPart());
    }

    /** ADEI's name: the table, or the view over several. */
    String name() {
        return TableName.of(group.id(), level);
    }

    String part(int part) {
        return parts() == 1 ? name() : TableName.part(group, level, part);
    }

    int partOf(int position) {
        return parts() == 1 ? 0 : position / perPart();
    }

    /** Positions of the channels of one part. */
    int[] positions(int part) {
        int from = part * perPart();
        int to = parts() == 1
                ? group.channels().size()
                : Math.min(from + perPart(), group.channels().size());
        return IntStream.range(from, to).toArray();
    }

    /** Value columns of a channel. */
    List<String> columns(int position) {
        return level == 0 ? List.of("v" + position) : List.of("min" + position, "max" + position, "mean" + position);
    }

    /** Value columns of a part. */
    List<String> partColumns(int part) {
        List<String> columns = new ArrayList<>();
        for (int position : positions(part)) {
            columns.addAll(columns(position));
        }
        return columns;
    }

    /** {@code FROM} clause that reaches the channels: part 0, aliased p0, joined with the others that are needed. */
    String from(int[] positions, List<String> key) {
        StringBuilder from = new StringBuilder(TableName.quoted(part(0)) + " p0");
        IntStream.of(positions)
                .map(this::partOf)
                .distinct()
                .filter(part -> part > 0)
                .sorted()
                .forEach(part -> {
                    String on = key.stream()
                            .map(column -> "p" + part + "." + column + " = p0." + column)
                            .collect(Collectors.joining(" AND "));
                    from.append(" JOIN ")
                            .append(TableName.quoted(part(part)))
                            .append(" p" + part + " ON ")
                            .append(on);
                });
        return from.toString();
    }

    /** Value columns of channels with the alias of their part. */
    String selected(int[] positions) {
        return IntStream.of(positions)
                .mapToObj(position -> columns(position).stream()
                        .map(column -> ", p" + partOf(position) + "." + column)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
