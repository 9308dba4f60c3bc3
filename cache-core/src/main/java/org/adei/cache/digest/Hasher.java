package org.adei.cache.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.adei.cache.source.RowBlock;

/** SHA-256 over numbers, buffered. Used by one thread, once. */
final class Hasher {
    private static final long NULL_BITS = 0x7ff0_0000_0000_0001L;

    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    Hasher() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which every one must have", e);
        }
    }

    void add(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    /** One pattern of bits for a missing value and one for every NaN; else the bits. */
    void add(double value) {
        add(RowBlock.isNull(value) ? NULL_BITS : Double.doubleToLongBits(value));
    }

    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        sha.update(bytes);
    }

    String hex() {
        flush();
        return HexFormat.of().formatHex(sha.digest());
    }

    private void flush() {
        sha.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
