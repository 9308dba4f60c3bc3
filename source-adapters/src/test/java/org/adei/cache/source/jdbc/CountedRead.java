package org.adei.cache.source.jdbc;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Reads the one group of a source in a JVM of its own and prints how many rows it has. */
final class CountedRead {
    private static final int BLOCK_ROWS = 10_000;

    private CountedRead() {}

    /** Arguments: url, user, password. */
    public static void main(String[] args) {
        JdbcSettings settings = new JdbcSettings(
                args[0],
                args[1],
                Secret.of(args[2]),
                JdbcLimits.DEFAULT,
                List.of(TestServer.rule(TimeType.EPOCH_MICROS)));
        try (Source source = settings.open("kdb")) {
            SourceGroup group = source.discover().groups().get(0);
            RowBlock block = new RowBlock(group.channels().size(), BLOCK_ROWS);
            long rows = 0;
            try (RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> {})) {
                boolean more = true;
                while (more) {
                    block.clear();
                    more = cursor.fill(block);
                    rows += block.size();
                }
            }
            System.out.println(rows);
        }
    }
}
