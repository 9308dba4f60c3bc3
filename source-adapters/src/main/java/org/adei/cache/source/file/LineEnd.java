package org.adei.cache.source.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stream that remembers how it ended: with a line break, or within a line. Used by one thread. */
public final class LineEnd extends FilterInputStream {
    /** A character has at most so many bytes in the charsets that there are. */
    private static final int LAST = 4;

    private final byte[] last = new byte[LAST];

    /** Reads another stream, which is closed with this one. */
    public LineEnd(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            remember(new byte[] {(byte) value}, 0, 1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            remember(bytes, offset, count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void remember(byte[] bytes, int offset, int count) {
        int fresh = Math.min(LAST, count);
        System.arraycopy(last, fresh, last, 0, LAST - fresh);
        System.arraycopy(bytes, offset + count - fresh, last, LAST - fresh, fresh);
    }

    /** Whether what was read last is a line break. */
    public boolean isLineBreak() {
        return isLineBreak(last);
    }

    /** Whether a file ends with a line break now, or is empty. */
    static boolean endsWithLineBreak(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LAST, size));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, size - bytes.remaining()) < 0) {
                    return false;
                }
            }
            return size == 0 || isLineBreak(bytes.array());
        }
    }

    /** Charsets of several bytes put zeros around it. */
    private static boolean isLineBreak(byte[] bytes) {
        int end = bytes.length - 1;
        while (end > 0 && bytes[end] == 0) {
            end--;
        }
        return bytes[end] == '\n' || bytes[end] == '\r';
    }
}
