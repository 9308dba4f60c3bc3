package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;

/** Turns the records of one file into rows of a group. Used by one thread. */
final class RowParser {
    /** Most rejected rows of a group that are kept by name; the rest of a file's are counted in one more entry. */
    private static final int MAX_REJECTED = 10_000;

    private final SourceGroup group;
    private final CsvFile file;
    private final CsvTime time;
    private final List<Rejected> rejected;
    private final int[] timeFields;
    private final int[] channelFields;
    private final int fields;
    private long near = Long.MIN_VALUE;
    private long nearUnnamed;
    private int unnamed;

    RowParser(SourceGroup group, CsvFile file, CsvTime time, List<Rejected> rejected) throws IOException {
        this.group = group;
        this.file = file;
        this.time = time;
        this.rejected = rejected;
        List<String> columns = file.columns();
        this.fields = columns.size();
        timeFields = time.columns().stream().mapToInt(columns::indexOf).toArray();
        channelFields = group.channels().stream().mapToInt(columns::indexOf).toArray();
    }

    /**
     * Gives every row to the sorter.
     *
     * @return false if the last line was left out, since more may be added to it
     */
    boolean parse(RowSorter sorter) throws IOException {
        if (fields == 0) {
            return !file.isUnfinished();
        }
        boolean whole = true;
        try (CsvRecords records = file.open()) {
            if (file.format().header()) {
                records.next();
            }
            double[] values = new double[channelFields.length];
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                if (read(record, values)) {
                    sorter.add(near, values);
                }
            }
            whole = !records.isUnfinished();
        } catch (CsvParseException e) {
            reject("file " + file.path() + " from line unknown on", "is no CSV any more: " + e.getMessage());
        }
        if (unnamed > 0) {
            rejected.add(new Rejected(
                    nearUnnamed,
                    "file " + file.path(),
                    "has " + unnamed + " more rows that cannot be used, beyond the " + MAX_REJECTED
                            + " of its group that are named",
                    unnamed));
        }
        return whole;
    }

    private boolean read(CsvRecord record, double[] values) {
        if (record.getFieldCount() != fields) {
            reject(line(record), "has " + record.getFieldCount() + " fields: expected " + fields);
            return false;
        }
        String text = timeText(record);
        if (text.isBlank() || file.format().isMissing(text)) {
            reject(line(record), "has no time");
            return false;
        }
        try {
            near = time.parse(text);
        } catch (IllegalArgumentException e) {
            reject(line(record), "column " + time.columns() + ": " + e.getMessage());
            return false;
        }
        for (int c = 0; c < values.length; c++) {
            String field = channelFields[c] < 0
                    ? ""
                    : record.getField(channelFields[c]).strip();
            try {
                values[c] = file.format().isMissing(field) ? RowBlock.NULL : CsvNumber.parse(field);
            } catch (NumberFormatException e) {
                reject(
                        line(record),
                        "column \"" + group.channels().get(c) + "\" holds \"" + shortened(field)
                                + "\": expected a number; add the word to missing if it stands for no value");
                return false;
            }
        }
        return true;
    }

    private String timeText(CsvRecord record) {
        if (timeFields.length == 1) {
            return record.getField(timeFields[0]).strip();
        }
        List<String> parts = new ArrayList<>();
        for (int field : timeFields) {
            parts.add(record.getField(field).strip());
        }
        return String.join(" ", parts);
    }

    private String line(CsvRecord record) {
        return "file " + file.path() + " line " + record.getStartingLineNumber();
    }

    private static String shortened(String field) {
        return field.length() <= 60 ? field : field.substring(0, 60) + "..";
    }

    private void reject(String row, String reason) {
        if (rejected.size() < MAX_REJECTED) {
            rejected.add(new Rejected(near, row, reason, 1));
            return;
        }
        nearUnnamed = unnamed == 0 ? near : nearUnnamed;
        unnamed++;
    }
}
