package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;

/** Turns the records of one file into rows of a group. Used by one thread. */
final class RowParser {
    /** Most rejected rows that are kept by name; the rest of a file's are counted in one more entry. */
    private static final int MAX_REJECTED = 10_000;

    private final SourceGroup group;
    private final CsvFile file;
    private final CsvTime time;
    private final List<Rejected> rejected;
    private final int[] timeFields;
    private final int[] channelFields;
    private final int fields;
    private long near = Long.MIN_VALUE;

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

    /** Gives every row to the sorter. */
    void parse(RowSorter sorter) throws IOException {
        if (fields == 0) {
            return;
        }
        double[] values = new double[channelFields.length];
        try (CsvReader<CsvRecord> records = file.open()) {
            Iterator<CsvRecord> lines = records.iterator();
            if (file.format().header() && lines.hasNext()) {
                lines.next();
            }
            while (lines.hasNext()) {
                CsvRecord record = lines.next();
                if (read(record, values)) {
                    sorter.add(near, values);
                }
            }
        } catch (CsvParseException e) {
            reject("file " + file.path() + " from line unknown on", "is no CSV any more: " + e.getMessage());
        }
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
            rejected.add(new Rejected(near, row, reason));
        }
    }
}
