package org.adei.cache.packed;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/** Opens columns that may be compressed. Recycled; owned by one thread. */
final class Unzipper {
    /** No column of a row takes more: eight bytes a number, six numbers, and what stands beside them. */
    private static final long MOST_PER_ROW = 64;

    private static final int MOST_BESIDE = 256;

    private byte[] plain = {};

    /** Puts the input behind the form of a column; if it is compressed, into what it was before. */
    void open(ByteInput in, int rows) {
        switch (in.u8()) {
            case Zipper.PLAIN -> {}
            case Zipper.ZSTD ->
                unzip(in, in.count((int) Math.min(SpanHead.MAX_BYTES, rows * MOST_PER_ROW + MOST_BESIDE)));
            default -> throw new DamageException("a column of an unknown form");
        }
    }

    private void unzip(ByteInput in, int length) {
        if (plain.length < length) {
            plain = new byte[length];
        }
        try {
            long size = Zstd.decompressByteArray(plain, 0, length, in.bytes, in.at, in.end - in.at);
            if (size != length) {
                throw new DamageException("zstd gives " + size + " bytes, expected " + length);
            }
        } catch (ZstdException e) {
            throw new DamageException("zstd cannot read it (" + e.getMessage() + ")");
        }
        in.open(plain, 0, length);
    }
}
