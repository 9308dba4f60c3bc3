package org.adei.cache.packed;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;

/** Compresses columns where it pays, and remembers for a while where it did not. Owned by one thread. */
final class Zipper {
    static final int PLAIN = 0;
    static final int ZSTD = 1;
    private static final int SMALLEST = 256;
    private static final byte PAUSE = 15;

    private final Compression compression;
    private byte[] pauses = {};
    private byte[] zipped = {};

    Zipper(Compression compression) {
        this.compression = compression;
    }

    /** Compresses the column that lies from {@code start} on, its form first, if that pays. */
    void zip(ByteOutput out, int column, int start) {
        int length = out.size - start - 1;
        if (compression.level() == 0 || length < SMALLEST || isPaused(column - SpanHead.TIMES)) {
            return;
        }
        int bound = (int) Zstd.compressBound(length);
        if (zipped.length < bound) {
            zipped = new byte[bound];
        }
        long size = Zstd.compressByteArray(zipped, 0, zipped.length, out.bytes, start + 1, length, compression.level());
        if (size * 100 > length * (100L - compression.gainPercent())) {
            pauses[column - SpanHead.TIMES] = PAUSE;
            return;
        }
        out.size = start;
        out.u8(ZSTD);
        out.varint(length);
        out.room((int) size);
        System.arraycopy(zipped, 0, out.bytes, out.size, (int) size);
        out.size += (int) size;
    }

    private boolean isPaused(int index) {
        if (pauses.length <= index) {
            pauses = Arrays.copyOf(pauses, Math.max(index + 1, pauses.length * 2));
        }
        if (pauses[index] == 0) {
            return false;
        }
        pauses[index]--;
        return true;
    }
}
