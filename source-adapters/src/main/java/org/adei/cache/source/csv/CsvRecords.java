package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.adei.cache.source.file.LineEnd;
import org.jspecify.annotations.Nullable;

/**
 * Records of one file, one after another. A last line to which more may be added yet is left out. Used by one thread.
 */
final class CsvRecords implements AutoCloseable {
    private final CsvFile file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> lines;
    private final LineEnd end;
    private final boolean whole;
    private @Nullable CsvRecord ahead;
    private @Nullable CsvParseException broken;
    private boolean started;
    private boolean unfinished;

    /**
     * Makes one that owns its reader.
     *
     * @param end what the reader reads
     * @param whole whether a last line without a line break is all that was meant
     */
    CsvRecords(CsvFile file, CsvReader<CsvRecord> reader, LineEnd end, boolean whole) {
        this.file = file;
        this.reader = reader;
        this.lines = reader.iterator();
        this.end = end;
        this.whole = whole;
    }

    /**
     * The next record, null at the end.
     *
     * @throws CsvParseException if what follows is no CSV
     * @throws IOException if the file cannot be read, as where a packed one was cut
     */
    @Nullable
    CsvRecord next() throws IOException {
        if (!started) {
            started = true;
            advance();
        }
        CsvRecord record = ahead;
        if (record == null) {
            if (broken != null) {
                throw broken;
            }
            return null;
        }
        advance();
        if (ahead == null && broken == null && !whole && !end.isLineBreak()) {
            unfinished = true;
            return null;
        }
        return record;
    }

    private void advance() throws IOException {
        ahead = null;
        try {
            if (lines.hasNext()) {
                ahead = lines.next();
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException) {
                throw unreadable(e);
            }
            broken = e;
        }
    }

    private IOException unreadable(RuntimeException failure) {
        return new IOException(
                "file " + file.path() + ": " + failure.getMessage() + ": " + failure.getCause(), failure);
    }

    /** Whether the last line was left out, once the end was reached. */
    boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
