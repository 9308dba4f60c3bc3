package org.adei.cache.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one file: events up to a position, and its first bytes. Not thread-safe. */
final class LogFile {
    private static final int HEAD = 4_096;
    private static final int MOST_REJECTED = 1_000;

    private final LogGroup rule;
    private final int most;
    private final List<Rejected> rejected = new ArrayList<>();
    private Events events;
    private byte[] head = new byte[0];
    private long position;
    private long line;
    private long last = Long.MIN_VALUE;
    private boolean packed;
    private @Nullable Unfinished unfinished;
    private String version = "";
    private Path path = Path.of("");

    /** What was known in front of a last line without a line break, to which more may be added yet. */
    private record Unfinished(int events, int rejected, long position, long line, long last) {}

    LogFile(LogGroup rule, int most) {
        this.rule = rule;
        this.most = most;
        this.events = new Events(most);
    }

    Events events() {
        return events;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** A reader of what is known of the file now. */
    LogTexts texts() {
        return new LogTexts(rule, path, head, position);
    }

    long position() {
        return position;
    }

    /** Whether the other file begins with the same bytes: the two are copies, of which one may have grown. */
    boolean isCopyOf(LogFile other) {
        int length = Math.min(head.length, other.head.length);
        return length > 0 && Arrays.equals(head, 0, length, other.head, 0, length);
    }

    /**
     * Reads what is new.
     *
     * @param quiet whether nobody writes any more, so that a last line without a line break is whole
     */
    void read(Path file, boolean quiet) throws IOException {
        path = file;
        String now = Files.size(file) + " " + Files.getLastModifiedTime(file) + " " + quiet;
        if (now.equals(version)) {
            return;
        }
        packed = file.getFileName().toString().endsWith(".gz");
        byte[] first = head(file);
        boolean grown = !packed
                && Files.size(file) >= position
                && first.length >= head.length
                && Arrays.equals(head, 0, head.length, first, 0, head.length);
        if (!grown) {
            forget();
        }
        reopen();
        head = first;
        try (InputStream input = LogTexts.open(file)) {
            input.skipNBytes(position);
            LineReader lines = new LineReader(input);
            long before = position;
            for (String text = lines.next(packed || quiet); text != null; text = lines.next(packed || quiet)) {
                if (lines.isBroken()) {
                    unfinished = new Unfinished(events.size(), rejected.size(), position, line, last);
                }
                line++;
                take(file, text, position);
                position = before + lines.taken();
            }
        }
        version = now;
    }

    /** Goes back in front of a last line that had no line break, so that it is read with what was added to it. */
    private void reopen() {
        Unfinished before = unfinished;
        if (before == null) {
            return;
        }
        events = events.first(before.events());
        rejected.subList(before.rejected(), rejected.size()).clear();
        position = before.position();
        line = before.line();
        last = before.last();
        unfinished = null;
    }

    private void forget() {
        unfinished = null;
        events = new Events(most);
        rejected.clear();
        position = 0;
        line = 0;
        last = Long.MIN_VALUE;
    }

    private void take(Path file, String text, long place) {
        LinePattern.Line read = rule.pattern().read(text);
        if (read instanceof LinePattern.Line.Event event) {
            last = event.time();
            events.add(event.time(), place);
        } else if (read instanceof LinePattern.Line.Unreadable unreadable) {
            reject(file, unreadable.reason());
        } else if (!text.isBlank() && (!rule.multiLine() || last == Long.MIN_VALUE)) {
            reject(file, "it does not match the pattern " + rule.pattern().pattern());
        }
    }

    private void reject(Path file, String reason) {
        if (rejected.size() < MOST_REJECTED) {
            rejected.add(new Rejected(last, "line " + line + " of " + file, reason));
        }
    }

    private byte[] head(Path file) throws IOException {
        try (InputStream input = LogTexts.open(file)) {
            return input.readNBytes(HEAD);
        }
    }
}
