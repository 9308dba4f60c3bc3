package org.adei.cache.worker.verify;

import java.util.List;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/** Goes through the cached raw rows beside those of the source. Owned by one thread. */
final class CachedRows implements AutoCloseable {
    private final RowStream stream;
    private final List<String> names;
    private final Differences differences;
    private RowStream.@Nullable Tie next;
    private long compared;

    CachedRows(RowStream stream, List<String> names, Differences differences) {
        this.stream = stream;
        this.names = names;
        this.differences = differences;
        this.next = stream.next();
    }

    /** Compares the next rows that the source has. */
    void compare(RowStream.Tie expected) {
        while (next != null && next.time() < expected.time()) {
            superfluous(next);
        }
        RowStream.Tie found = next;
        if (found == null || found.time() > expected.time()) {
            differences.add(new Difference(
                    0, expected.time(), "row", expected.rows().size() + " in the source", "not in the cache"));
            return;
        }
        differences.expect(
                new Differences.Place(0, expected.time()),
                "rows of this time",
                expected.rows().size(),
                found.rows().size());
        for (int i = 0; i < Math.min(expected.rows().size(), found.rows().size()); i++) {
            compare(expected.time(), expected.rows().get(i), found.rows().get(i));
        }
        next = stream.next();
    }

    private void compare(long time, double[] expected, double[] found) {
        compared++;
        for (int c = 0; c < expected.length; c++) {
            if (RowStream.bits(expected[c]) != RowStream.bits(found[c])) {
                differences.add(new Difference(0, time, names.get(c), text(expected[c]), text(found[c])));
            }
        }
    }

    private static String text(double value) {
        return RowBlock.isNull(value) ? "NULL" : Double.toString(value);
    }

    /** Reports the rows that are left over in the cache. */
    void finish() {
        while (next != null) {
            superfluous(next);
        }
    }

    private void superfluous(RowStream.Tie tie) {
        differences.add(new Difference(
                0, tie.time(), "row", "not in the source", tie.rows().size() + " in the cache"));
        next = stream.next();
    }

    /** Rows that both sides have. */
    long compared() {
        return compared;
    }

    @Override
    public void close() {
        stream.close();
    }
}
