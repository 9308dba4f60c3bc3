package org.adei.cache.source.csv;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file of rows in order of time, each of one width: the time, then the values, with all their bits.
 *
 * @param file the file
 * @param channels values of a row
 */
record SortedRows(Path file, int channels) {
    private static final int BUFFER = 1 << 16;

    static DataOutputStream writer(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER));
    }

    static void write(DataOutputStream out, long time, double[] values) throws IOException {
        out.writeLong(time);
        for (double value : values) {
            out.writeLong(Double.doubleToRawLongBits(value));
        }
    }

    private long width() {
        return Long.BYTES * (1L + channels);
    }

    long rows() throws IOException {
        return Files.size(file) / width();
    }

    /** Time of a row by its number. */
    long time(long row) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return time(channel, row);
        }
    }

    private long time(FileChannel channel, long row) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, row * width() + buffer.position()) < 0) {
                throw new IOException("temporary file " + file + " ends too early");
            }
        }
        return buffer.getLong(0);
    }

    /** Number of the first row at or after a time. */
    long firstAt(long time) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long low = 0;
            long high = rows();
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (time(channel, middle) < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Reads on from a row. */
    Scan scan(long row) throws IOException {
        return new Scan(this, row);
    }

    /** Rows one by one. Used by one thread. */
    static final class Scan implements AutoCloseable {
        private final DataInputStream in;
        private final double[] values;
        private long left;
        private long time;

        private Scan(SortedRows rows, long row) throws IOException {
            left = rows.rows() - row;
            values = new double[rows.channels()];
            FileChannel channel = FileChannel.open(rows.file(), StandardOpenOption.READ);
            channel.position(row * rows.width());
            in = new DataInputStream(
                    new BufferedInputStream(java.nio.channels.Channels.newInputStream(channel), BUFFER));
        }

        /** Goes to the next row; false at the end. */
        boolean next() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            time = in.readLong();
            for (int c = 0; c < values.length; c++) {
                values[c] = Double.longBitsToDouble(in.readLong());
            }
            return true;
        }

        long time() {
            return time;
        }

        /** Values of the row; overwritten by {@link #next}. */
        double[] values() {
            return values;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
