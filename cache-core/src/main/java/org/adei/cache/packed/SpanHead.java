package org.adei.cache.packed;

import java.util.zip.CRC32C;
import org.adei.cache.model.Nanos;

/**
 * The first bytes of a span.
 *
 * @param kind what its columns hold
 * @param rows rows or windows, 1 to {@link #MAX_ROWS}
 * @param channels channels it has columns for, numbered from 0 on; up to {@link #MAX_CHANNELS}
 * @param first time of the first row, or start of the first window; nanoseconds since 1970
 * @param last time of the last row, or start of the last window
 */
public record SpanHead(SpanKind kind, int rows, int channels, long first, long last) {
    /** Bytes of the head. */
    public static final int BYTES = 36;

    /** Most rows or windows of a span. */
    public static final int MAX_ROWS = 1 << 20;

    /** Most channels of a span. */
    public static final int MAX_CHANNELS = 1 << 17;

    /** Number of the column of times; those of channels are 0 and up. */
    public static final int TIMES = -1;

    /** Stands for the directory where it is checked like a column. */
    static final int DIRECTORY = -2;

    /** Most bytes of a span. */
    static final int MAX_BYTES = 1 << 30;

    static final int CHECKED = 32;
    private static final int MAGIC = 0x41444350;
    private static final int VERSION = 1;

    public SpanHead {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("span of " + rows + " rows: expected 1 to " + MAX_ROWS);
        }
        if (channels < 0 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException("span of " + channels + " channels: expected 0 to " + MAX_CHANNELS);
        }
        if (first > last) {
            throw new IllegalArgumentException("span from " + first + " to " + last + ": expected times in order");
        }
    }

    /**
     * Reads the head of a span.
     *
     * @param bytes the span, or at least its first {@link #BYTES} bytes
     * @throws CorruptSpanException if these are damaged or of another version
     */
    public static SpanHead of(byte[] bytes) {
        try {
            if (bytes.length < BYTES) {
                throw new DamageException("it has " + bytes.length + " bytes, expected at least " + BYTES);
            }
            if (ByteInput.u32(bytes, 0) != MAGIC) {
                throw new DamageException("it does not begin with ADCP");
            }
            if (ByteInput.u32(bytes, CHECKED) != checksum(bytes)) {
                throw new DamageException("its checksum does not fit");
            }
            return read(bytes);
        } catch (DamageException | IllegalArgumentException e) {
            throw new CorruptSpanException("the head of a packed span is damaged: " + e.getMessage(), e);
        }
    }

    private static SpanHead read(byte[] bytes) {
        if (bytes[4] != VERSION) {
            throw new DamageException(
                    "its version is " + bytes[4] + ", this program knows " + VERSION + ": use the newer one");
        }
        if (bytes[6] != 0 || bytes[7] != 0) {
            throw new DamageException("bytes 6 and 7 are not zero");
        }
        return new SpanHead(
                SpanKind.of(bytes[5]),
                ByteInput.u32(bytes, 8),
                ByteInput.u32(bytes, 12),
                ByteInput.i64(bytes, 16),
                ByteInput.i64(bytes, 24));
    }

    void write(ByteOutput out) {
        out.u32(MAGIC);
        out.u8(VERSION);
        out.u8(kind.code());
        out.u8(0);
        out.u8(0);
        out.u32(rows);
        out.u32(channels);
        out.i64(first);
        out.i64(last);
        out.u32(checksum(out.bytes));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }

    /** Where the directory has the offset of a column, counted from the beginning of the span; the next has its end. */
    public static int entry(int column) {
        return BYTES + Integer.BYTES * (column + 1);
    }

    /** First byte behind the directory and its checksum: where the column of times begins. */
    int columns() {
        return entry(channels) + 2 * Integer.BYTES;
    }

    /** How messages call a column. */
    String name(int column) {
        return (column == TIMES ? "the column of times" : "the column of channel " + column) + of();
    }

    /** How messages call the span, with " of" before it. */
    String of() {
        return " of a packed span of " + rows + (kind == SpanKind.ROWS ? " rows" : " windows") + " from "
                + Nanos.toInstant(first);
    }
}
