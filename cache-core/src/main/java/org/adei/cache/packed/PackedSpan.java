package org.adei.cache.packed;

/**
 * A whole span, of which single columns can be taken. Immutable as long as its bytes are.
 *
 * @param head what it holds
 * @param bytes all of it
 */
public record PackedSpan(SpanHead head, byte[] bytes) {
    /**
     * Checks head and directory of a span; each column is checked as it is read.
     *
     * @throws CorruptSpanException if they are damaged
     */
    public static PackedSpan of(byte[] bytes) {
        SpanHead head = SpanHead.of(bytes);
        try {
            checkDirectory(head, bytes);
        } catch (DamageException e) {
            throw new CorruptSpanException("the directory" + head.of() + " is damaged: " + e.getMessage(), e);
        }
        return new PackedSpan(head, bytes);
    }

    private static void checkDirectory(SpanHead head, byte[] bytes) {
        if (bytes.length < head.columns()) {
            throw new DamageException("there are " + bytes.length + " bytes, expected at least " + head.columns());
        }
        Checksum checksum = new Checksum();
        checksum.head(head);
        int end = SpanHead.entry(head.channels() + 1);
        if (ByteInput.u32(bytes, end) != checksum.of(SpanHead.DIRECTORY, bytes, SpanHead.BYTES, end)) {
            throw new DamageException("its checksum does not fit");
        }
        int before = head.columns();
        for (int column = SpanHead.TIMES; column <= head.channels(); column++) {
            int offset = ByteInput.u32(bytes, SpanHead.entry(column));
            if (offset < before || column == SpanHead.TIMES && offset > before) {
                throw new DamageException("column " + column + " begins at byte " + offset);
            }
            before = offset;
        }
        if (before != bytes.length) {
            throw new DamageException("it ends at byte " + before + " of " + bytes.length);
        }
    }

    /** Bytes of the column of times ({@link SpanHead#TIMES}), or of a channel that the span has. */
    public Piece column(int column) {
        return new Piece(
                bytes, ByteInput.u32(bytes, SpanHead.entry(column)), ByteInput.u32(bytes, SpanHead.entry(column + 1)));
    }
}
