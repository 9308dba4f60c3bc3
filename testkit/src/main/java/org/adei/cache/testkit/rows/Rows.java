package org.adei.cache.testkit.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.adei.cache.testkit.oracle.Oracle;
import org.adei.cache.testkit.oracle.OracleWindow;

/**
 * Rows of one group. The arrays are not copied: whoever changes them changes the rows.
 *
 * @param times nanoseconds since 1970, one per row, in any order
 * @param values per channel, one per row; 0 where missing
 * @param nulls per channel, whether the value of a row is missing
 */
public record Rows(long[] times, double[][] values, boolean[][] nulls) {
    public Rows {
        if (values.length != nulls.length) {
            throw new IllegalArgumentException(
                    values.length + " channels of values, but " + nulls.length + " of missing ones");
        }
    }

    public int size() {
        return times.length;
    }

    public int channels() {
        return values.length;
    }

    /** The same rows in order of time; those that share a time keep their order. */
    public Rows sorted() {
        return pick(order().toArray());
    }

    /** The same rows in random order. */
    public Rows shuffled(long seed) {
        int[] order = IntStream.range(0, size()).toArray();
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return pick(order);
    }

    /** Rows {@code [from, to)} as they stand. */
    public Rows slice(int from, int to) {
        return pick(IntStream.range(from, to).toArray());
    }

    /** Gives the rows to an oracle, in order of time. */
    public void feed(Oracle oracle) {
        double[] row = new double[channels()];
        boolean[] missing = new boolean[channels()];
        order().forEach(i -> {
            for (int c = 0; c < row.length; c++) {
                row[c] = values[c][i];
                missing[c] = nulls[c][i];
            }
            oracle.row(times[i], row, missing);
        });
    }

    /** What a cache must hold of these rows, open windows included: by level as given, then by time. */
    public List<OracleWindow> windows(int... levelSeconds) {
        List<OracleWindow> windows = new ArrayList<>();
        for (int level : levelSeconds) {
            Oracle oracle = new Oracle(new int[] {level}, channels(), windows::add);
            feed(oracle);
            oracle.finish();
        }
        return windows;
    }

    private IntStream order() {
        return IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue);
    }

    private Rows pick(int[] order) {
        Rows picked = new Rows(
                new long[order.length], new double[channels()][order.length], new boolean[channels()][order.length]);
        for (int i = 0; i < order.length; i++) {
            picked.times[i] = times[order[i]];
            for (int c = 0; c < channels(); c++) {
                picked.values[c][i] = values[c][order[i]];
                picked.nulls[c][i] = nulls[c][order[i]];
            }
        }
        return picked;
    }
}
