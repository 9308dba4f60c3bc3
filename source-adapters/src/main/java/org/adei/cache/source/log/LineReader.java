package org.adei.cache.source.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream with the bytes that they take. Of a line beyond 64 KB only the beginning is kept. */
final class LineReader {
    private static final int LONGEST = 65_536;

    private final InputStream input;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long taken;
    private boolean broken;

    /** Reads a stream that has a buffer of its own. */
    LineReader(InputStream input) {
        this.input = input;
    }

    /** Bytes up to the end of the last line that was given. */
    long taken() {
        return taken;
    }

    /** Whether the last line that was given ended with the stream, not with a line break. */
    boolean isBroken() {
        return broken;
    }

    /**
     * The next line, bytes that are no UTF-8 replaced.
     *
     * @param whole whether the stream's end also ends a line; else what stands behind the last line break is left
     * @return null at the end
     */
    @Nullable
    String next(boolean whole) throws IOException {
        line.reset();
        long length = 0;
        int c = input.read();
        while (c >= 0 && c != '\n') {
            length++;
            if (length <= LONGEST) {
                line.write(c);
            }
            c = input.read();
        }
        if (c < 0 && (!whole || length == 0)) {
            return null;
        }
        broken = c < 0;
        taken += length + (c < 0 ? 0 : 1);
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
