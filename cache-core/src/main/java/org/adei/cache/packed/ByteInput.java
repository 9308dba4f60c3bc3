package org.adei.cache.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes to read, never beyond their end. Owned by one thread. */
final class ByteInput {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    byte[] bytes = {};
    int at;
    int end;

    void open(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    long i64() {
        need(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamageException("a number of more than ten bytes stands before byte " + at);
    }

    long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of which at most {@code most} makes sense. */
    int count(int most) {
        long value = varint();
        if (value < 0 || value > most) {
            throw new DamageException("a count is " + Long.toUnsignedString(value) + ", expected at most " + most);
        }
        return (int) value;
    }

    void need(int count) {
        if (end - at < count) {
            throw new DamageException(count + " bytes are wanted where " + (end - at) + " are left");
        }
    }

    void expectEnd() {
        if (at != end) {
            throw new DamageException((end - at) + " bytes are left at its end");
        }
    }

    static int u32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
