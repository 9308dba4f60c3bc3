package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.adei.cache.source.file.LineEnd;
import org.adei.cache.source.file.Quiet;

/**
 * One file, and how it is read.
 *
 * @param path the file; a name that ends in {@code .gz} is unpacked
 * @param format how it is written
 * @param quiet tells whether it is being written
 */
record CsvFile(Path path, CsvFormat format, Quiet quiet) {
    private static final int MAX_RECORD_CHARS = 16 << 20;

    private boolean isPacked() {
        return path.toString().endsWith(".gz");
    }

    /** Opens the records, the header line included. */
    CsvRecords open() throws IOException {
        boolean whole = isPacked() || quiet.isQuiet(path);
        InputStream file = Files.newInputStream(path);
        try {
            LineEnd in = new LineEnd(isPacked() ? new GZIPInputStream(file, 64 * 1024) : file);
            CsvReader<CsvRecord> reader = CsvReader.builder()
                    .fieldSeparator(format.separator())
                    .quoteCharacter(format.quote())
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .detectBomHeader(true)
                    .maxBufferSize(MAX_RECORD_CHARS)
                    .ofCsvRecord(in, format.charset());
            return new CsvRecords(this, reader, in, whole);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw new IOException("file " + path + ": " + e, e);
        }
    }

    /** Names of the columns, from the header line or the configuration; empty if the file has no whole line. */
    List<String> columns() throws IOException {
        if (!format.header()) {
            return format.columns();
        }
        try (CsvRecords records = open()) {
            CsvRecord header = records.next();
            return header == null
                    ? List.of()
                    : header.getFields().stream().map(String::strip).toList();
        } catch (CsvParseException e) {
            throw new IOException("file " + path + " has no header line that is CSV: " + e.getMessage(), e);
        }
    }

    /** The first records behind the header line. */
    List<CsvRecord> sample(int limit) throws IOException {
        List<CsvRecord> sample = new ArrayList<>();
        try (CsvRecords records = open()) {
            if (format.header()) {
                records.next();
            }
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                sample.add(record);
                if (sample.size() == limit) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            // who reads all of the file names the line
        }
        return sample;
    }

    /** Whether its last line, without a line break, may be added to. */
    boolean isUnfinished() throws IOException {
        return quiet.isUnfinished(path);
    }

    /** Waits at most two seconds for a last line without a line break to be left alone. */
    void awaitLastLine() throws IOException {
        quiet.awaitLastLine(path);
    }

    /** What changes when the file does. */
    String version() throws IOException {
        return path + " " + Files.size(path) + " "
                + Files.getLastModifiedTime(path).toMillis();
    }
}
