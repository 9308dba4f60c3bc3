package org.adei.cache.source.csv;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;

/**
 * How the files are written.
 *
 * @param separator between fields, one character
 * @param quote around fields that hold a separator
 * @param columns names of the columns where the files have no header line; empty where they have one
 * @param missing words that stand for a missing value, beside the empty field
 * @param charset of the files
 */
record CsvFormat(char separator, char quote, List<String> columns, Set<String> missing, Charset charset) {
    CsvFormat {
        columns = List.copyOf(columns);
        missing = Set.copyOf(missing);
    }

    boolean header() {
        return columns.isEmpty();
    }

    boolean isMissing(String field) {
        return field.isEmpty() || missing.contains(field);
    }
}
