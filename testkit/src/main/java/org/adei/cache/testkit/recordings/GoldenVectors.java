package org.adei.cache.testkit.recordings;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.adei.cache.testkit.rows.Rows;

/** A generated source and what ADEI made of it; what must be equal stands in {@code golden/README.md}. */
public enum GoldenVectors {
    /** 4,428 rows of 5 channels, in whole seconds. */
    WHOLE_SECONDS("ga", "h__src__ga", 2, new int[] {10, 60, 600, 3600, 43_200}),

    /** 5,178 rows of 3 channels, with fractions of a second. */
    FRACTIONS("gb", "hns__src__gb", 4, new int[] {10, 60, 600});

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String source;
    private final String table;
    private final int rawKeyColumns;
    private final int[] levels;

    GoldenVectors(String source, String table, int rawKeyColumns, int[] levels) {
        this.source = source;
        this.table = table;
        this.rawKeyColumns = rawKeyColumns;
        this.levels = levels;
    }

    /** Lengths in seconds of the windows that were recorded. */
    public int[] levels() {
        return levels.clone();
    }

    /** Rows of the source, in order of time. */
    public Rows source() {
        List<String[]> records = Resource.records("/golden/" + source + ".csv");
        long[] times = records.stream()
                .mapToLong(record -> Long.parseLong(record[0]) * NANOS_PER_MICRO)
                .toArray();
        return rows(records, times, 1);
    }

    /** Rows of ADEI's raw table, the time taken from its {@code id}. */
    public Rows raw() {
        List<String[]> records = Resource.records("/golden/cache0__" + table + ".csv");
        long[] times =
                records.stream().mapToLong(record -> Long.parseLong(record[0])).toArray();
        return rows(records, times, rawKeyColumns);
    }

    /** ADEI's windows of one level, in order of time, those without rows left out. */
    public List<GoldenWindow> windows(int levelSeconds) {
        return Resource.records("/golden/cache" + levelSeconds + "__" + table + ".csv").stream()
                .map(GoldenVectors::window)
                .filter(window -> window.rows() > 0)
                .toList();
    }

    private static GoldenWindow window(String[] record) {
        LocalDateTime start = LocalDateTime.parse(record[0].replace(' ', 'T'));
        int channels = (record.length - 3) / 3;
        GoldenWindow window = new GoldenWindow(
                start.toEpochSecond(ZoneOffset.UTC) * NANOS_PER_SECOND,
                Long.parseLong(record[1]),
                new double[channels],
                new double[channels],
                new double[channels]);
        for (int c = 0; c < channels; c++) {
            window.min()[c] = number(record[3 + 3 * c]);
            window.max()[c] = number(record[4 + 3 * c]);
            window.mean()[c] = number(record[5 + 3 * c]);
        }
        return window;
    }

    private static Rows rows(List<String[]> records, long[] times, int keyColumns) {
        int channels = records.get(0).length - keyColumns;
        Rows rows = new Rows(times, new double[channels][times.length], new boolean[channels][times.length]);
        for (int i = 0; i < times.length; i++) {
            for (int c = 0; c < channels; c++) {
                String field = records.get(i)[keyColumns + c];
                rows.nulls()[c][i] = field.isEmpty();
                rows.values()[c][i] = field.isEmpty() ? 0 : Double.parseDouble(field);
            }
        }
        return rows;
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }
}
