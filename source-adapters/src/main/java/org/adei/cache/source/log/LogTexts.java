package org.adei.cache.source.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.adei.cache.log.EventText;
import org.adei.cache.log.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of one file at places that are known, up to where the file was known when it was asked for. Events one
 * behind the other cost one pass; going back opens the file again. Used by one thread.
 */
final class LogTexts implements Closeable {
    private static final int BUFFER = 65_536;

    private final LogGroup rule;
    private final Path path;
    private final byte[] head;
    private final long end;
    private @Nullable LineReader lines;
    private @Nullable InputStream input;
    private long start;
    private @Nullable String ahead;
    private long aheadAt;

    /**
     * Makes a reader that opens the file when it is first used.
     *
     * @param head first bytes that the file must have
     * @param end bytes of the text that count
     */
    LogTexts(LogGroup rule, Path path, byte[] head, long end) {
        this.rule = rule;
        this.path = path;
        this.head = head;
        this.end = end;
    }

    /** What an event says. */
    record Said(Severity severity, EventText text) {}

    static InputStream open(Path path) throws IOException {
        InputStream raw = Files.newInputStream(path);
        boolean packed = path.getFileName().toString().endsWith(".gz");
        return new BufferedInputStream(packed ? new GZIPInputStream(raw) : raw, BUFFER);
    }

    /**
     * The event that begins at a place.
     *
     * @throws IOException if there is none: the file is another one by now, or has been written over
     */
    Said read(long place) throws IOException {
        LineReader reader = at(place);
        String first = line(reader);
        if (first == null || !(rule.pattern().read(first) instanceof LinePattern.Line.Event event)) {
            throw new IOException("no event begins at byte " + place + " of " + path + " any more: it was changed");
        }
        StringBuilder message = new StringBuilder(event.text().message());
        String next = line(reader);
        while (next != null && rule.multiLine() && rule.pattern().read(next) instanceof LinePattern.Line.Other) {
            if (!next.isBlank() && message.length() < EventText.MOST_MESSAGE) {
                message.append('\n').append(next);
            }
            next = line(reader);
        }
        ahead = next;
        return new Said(event.severity(), EventText.shortened(event.text().source(), message.toString()));
    }

    /** The next line that counts; remembers where it began. */
    private @Nullable String line(LineReader reader) throws IOException {
        if (ahead != null) {
            String kept = ahead;
            ahead = null;
            return kept;
        }
        aheadAt = start + reader.taken();
        return aheadAt >= end ? null : reader.next(true);
    }

    private LineReader at(long place) throws IOException {
        LineReader open = lines;
        if (open == null || place < (ahead != null ? aheadAt : start + open.taken())) {
            open = reopen(place);
        }
        while (ahead != null ? aheadAt < place : start + open.taken() < place) {
            line(open);
        }
        return open;
    }

    private LineReader reopen(long place) throws IOException {
        close();
        InputStream fresh = open(path);
        input = fresh;
        try (InputStream first = open(path)) {
            if (!Arrays.equals(first.readNBytes(head.length), head)) {
                throw new IOException(path + " is another file by now: it was rotated while it was read");
            }
        }
        fresh.skipNBytes(place);
        start = place;
        aheadAt = place;
        LineReader open = new LineReader(fresh);
        lines = open;
        return open;
    }

    @Override
    public void close() throws IOException {
        ahead = null;
        lines = null;
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
