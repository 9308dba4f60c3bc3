package org.adei.cache.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow and are recycled. Owned by one thread. Fixed numbers are big-endian. */
final class ByteOutput {
    static final VarHandle BITS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    byte[] bytes = new byte[1 << 12];
    int size;

    /** Makes room for so many more bytes. */
    void room(int count) {
        if (bytes.length - size < count) {
            long wanted = Math.max(bytes.length * 2L, (long) size + count);
            if ((long) size + count > SpanHead.MAX_BYTES) {
                throw new IllegalArgumentException("a span grows beyond " + SpanHead.MAX_BYTES
                        + " bytes: write fewer rows or channels into one span");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, SpanHead.MAX_BYTES));
        }
    }

    void u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void u32(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void u32At(int at, int value) {
        INT.set(bytes, at, value);
    }

    void i64(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Seven bits a byte, lowest first; the top bit says that more follow. The number is unsigned. */
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed number, its sign in the lowest bit. */
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Takes out bytes {@code [from, to)}, so that what is behind them moves down. */
    void remove(int from, int to) {
        System.arraycopy(bytes, to, bytes, from, size - to);
        size -= to - from;
    }
}
