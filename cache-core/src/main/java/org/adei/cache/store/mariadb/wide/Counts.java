package org.adei.cache.store.mariadb.wide;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import org.adei.cache.aggregate.WindowBlock;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code counts}: NULL where every channel has a valid value in each row; else a version byte 1 and, per
 * channel by position, two numbers of seven bits a byte, low first: rows without a valid value, values not finite.
 */
final class Counts {
    private static final int VERSION = 1;

    private Counts() {}

    static byte @Nullable [] encode(WindowBlock windows, int i) {
        if (windows.isComplete(i)) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        for (int c = 0; c < windows.channels(); c++) {
            write(out, windows.rows(i) - windows.valid(c, i));
            write(out, windows.nonFinite(c, i));
        }
        return out.toByteArray();
    }

    /**
     * Reads the column.
     *
     * @return per channel by position rows without a valid value and values not finite, in turn; channels that are
     *     newer than the bytes had no value
     */
    static long[] decode(byte @Nullable [] bytes, int channels, long rows) throws SQLException {
        long[] counts = new long[channels * 2];
        if (bytes == null) {
            return counts;
        }
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new SQLException("column counts begins with an unknown version: expected " + VERSION);
        }
        int at = 1;
        for (int i = 0; i < counts.length; i++) {
            if (at == bytes.length && i % 2 == 0) {
                counts[i++] = rows;
                continue;
            }
            long value = 0;
            int shift = 0;
            byte part;
            do {
                if (at == bytes.length || shift > 56) {
                    throw new SQLException("column counts is damaged at byte " + at + " of " + bytes.length);
                }
                part = bytes[at++];
                value |= (long) (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);
            counts[i] = value;
        }
        return counts;
    }

    private static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
