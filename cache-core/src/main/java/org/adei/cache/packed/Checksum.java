package org.adei.cache.packed;

import java.util.zip.CRC32C;

/** CRC-32C of a column, over the head of its span and its number too, so that no column passes for another. */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final byte[] number = new byte[Integer.BYTES];
    private final ByteOutput head = new ByteOutput();

    void head(SpanHead of) {
        head.size = 0;
        of.write(head);
    }

    int of(int column, byte[] bytes, int from, int to) {
        for (int i = 0; i < number.length; i++) {
            number[i] = (byte) (column >>> 24 - 8 * i);
        }
        crc.reset();
        crc.update(head.bytes, 0, SpanHead.CHECKED);
        crc.update(number, 0, number.length);
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
