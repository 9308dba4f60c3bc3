package org.adei.cache.store.mariadb.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.failure.SkipException;
import org.adei.cache.store.CachedGroup;

/**
 * The tables of one level of a group, as names and columns. Pure.
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

    /** Channels of the widest group: three columns each beside the four of an aggregated view. */
    static final int MOST_CHANNELS = (VIEW_COLUMNS - 4) / 3;

    WideTable {
        if (group.channels().size() > MOST_CHANNELS) {
            throw new SkipException("group " + group.id() + " has "
                    + group.channels().size() + " channels: the wide layout takes at most " + MOST_CHANNELS
                    + ", since a view of MariaDB ends at " + VIEW_COLUMNS + " columns; list fewer channels");
        }
    }

    boolean isRaw() {
        return level == 0;
    }

    private int perPart() {
        return isRaw() ? RAW_CHANNELS : WINDOW_CHANNELS;
    }

    int parts() {
        return Math.max(1, (group.channels().size() + perPart() - 1) / perPart());
    }

    boolean isView() {
        return parts() > 1;
    }

    /** ADEI's name: the table, or the view over several. */
    String name() {
        return TableName.of(group, level);
    }

    String part(int part) {
        return isView() ? TableName.part(group, level, part) : name();
    }

    int partOf(int position) {
        return position / perPart();
    }

    /** Positions of the channels of one part. */
    int[] positions(int part) {
        int from = part * perPart();
        return IntStream.range(from, Math.min(from + perPart(), group.channels().size()))
                .toArray();
    }

    /** Positions of all channels. */
    int[] positions() {
        return IntStream.range(0, group.channels().size()).toArray();
    }

    /** Columns of the primary key. */
    List<String> key(boolean fractions) {
        return isRaw() && fractions ? List.of("time", "ns", "subcache") : List.of("time");
    }

    /** Columns before those of the channels. */
    List<String> head(int part, boolean fractions) {
        List<String> head = new ArrayList<>(key(fractions));
        if (part == 0 && isRaw()) {
            head.add(0, "id");
            head.add("special");
        } else if (part == 0) {
            head.addAll(List.of("n", "missing", "counts"));
        }
        return head;
    }

    /** Columns of a channel. */
    List<String> columns(int position) {
        return isRaw() ? List.of("v" + position) : List.of("min" + position, "max" + position, "mean" + position);
    }

    /** Columns of some channels. */
    List<String> columns(int[] positions) {
        return IntStream.of(positions)
                .boxed()
                .flatMap(position -> columns(position).stream())
                .toList();
    }

    /**
     * {@code FROM} clause that reaches the channels: part 0, aliased p0, joined with the others that are needed. A part
     * that is younger than a row does not have it, and nothing is lost by that.
     */
    String from(int[] positions, List<String> key) {
        StringBuilder from = new StringBuilder(TableName.quoted(part(0)) + " p0");
        IntStream.of(positions)
                .map(this::partOf)
                .distinct()
                .filter(part -> part > 0)
                .sorted()
                .forEach(part -> {
                    String alias = "p" + part;
                    String on = key.stream()
                            .map(column -> alias + "." + column + " = p0." + column)
                            .collect(Collectors.joining(" AND "));
                    from.append(" LEFT JOIN %s %s ON %s".formatted(TableName.quoted(part(part)), alias, on));
                });
        return from.toString();
    }

    /** Columns of channels with the alias of their part, each after a comma. */
    String selected(int[] positions) {
        return IntStream.of(positions)
                .mapToObj(position -> columns(position).stream()
                        .map(column -> ", p" + partOf(position) + "." + column)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
