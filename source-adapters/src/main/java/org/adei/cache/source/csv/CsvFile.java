package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One file, and how it is read.
 *
 * @param path the file; a name that ends in {@code .gz} is unpacked
 * @param format how it is written
 */
record CsvFile(Path path, CsvFormat format) {
    private static final int MAX_RECORD_CHARS = 16 << 20;

    /** Opens the records, the header line included. */
    CsvReader<CsvRecord> open() throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(file, 64 * 1024) : file;
            return CsvReader.builder()
                    .fieldSeparator(format.separator())
                    .quoteCharacter(format.quote())
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .detectBomHeader(true)
                    .maxBufferSize(MAX_RECORD_CHARS)
                    .ofCsvRecord(in, format.charset());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Names of the columns, from the header line or the configuration; empty if the file has no line. */
    List<String> columns() throws IOException {
        if (!format.header()) {
            return format.columns();
        }
        try (CsvReader<CsvRecord> records = open()) {
            Iterator<CsvRecord> lines = records.iterator();
            return lines.hasNext()
                    ? lines.next().getFields().stream().map(String::strip).toList()
                    : List.of();
        }
    }

    /** The first records behind the header line. */
    List<CsvRecord> sample(int limit) throws IOException {
        List<CsvRecord> sample = new ArrayList<>();
        try (CsvReader<CsvRecord> records = open()) {
            Iterator<CsvRecord> lines = records.iterator();
            if (format.header() && lines.hasNext()) {
                lines.next();
            }
            while (sample.size() < limit && lines.hasNext()) {
                sample.add(lines.next());
            }
        }
        return sample;
    }

    /** What changes when the file does. */
    String version() throws IOException {
        return path + " " + Files.size(path) + " "
                + Files.getLastModifiedTime(path).toMillis();
    }
}
