package org.adei.cache.source.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.source.rule.ChannelRule;

/**
 * Which columns of a table become channels.
 *
 * @param channels names of columns that hold numbers
 * @param omitted columns that are asked for and hold no numbers, each with its type
 * @param missing names that are listed and not there
 */
record ChannelChoice(List<String> channels, List<String> omitted, List<String> missing) {
    ChannelChoice {
        channels = List.copyOf(channels);
        omitted = List.copyOf(omitted);
        missing = List.copyOf(missing);
    }

    static ChannelChoice of(ChannelRule rule, Table table, Column time) {
        List<Column> wanted = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String listed : rule.listed()) {
            Optional<Column> column = table.column(listed);
            column.ifPresentOrElse(wanted::add, () -> missing.add(listed));
        }
        if (rule.listed().isEmpty()) {
            table.columns().stream()
                    .filter(column -> !column.name().equals(time.name()) && rule.matches(column.name()))
                    .forEach(wanted::add);
        }
        return new ChannelChoice(
                wanted.stream()
                        .filter(column -> column.kind().isNumeric())
                        .map(Column::name)
                        .toList(),
                wanted.stream()
                        .filter(column -> !column.kind().isNumeric())
                        .map(column -> column.name() + " (" + column.type() + ": not a number)")
                        .toList(),
                missing);
    }
}
