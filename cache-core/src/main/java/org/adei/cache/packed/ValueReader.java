package org.adei.cache.packed;

import java.util.Arrays;
import org.adei.cache.source.RowBlock;

/** Reads doubles that a {@link ValueWriter} wrote. Recycled; owned by one thread. */
final class ValueReader {
    private final Target to = new Target();
    private final Mask missing = new Mask();
    private final Mask repeats = new Mask();

    /** Reads {@code n} values, at least one, to {@code at} and behind. */
    void read(ByteInput in, double[] values, int at, int n) {
        int tag = in.u8();
        Codec codec = Codec.of(tag & ~(ValueWriter.MISSING | ValueWriter.REPEATS));
        boolean someMissing = (tag & ValueWriter.MISSING) != 0;
        boolean someRepeat = (tag & ValueWriter.REPEATS) != 0;
        int present = n;
        if (someMissing) {
            missing.read(in, n);
            present -= missing.marked();
        }
        int written = present;
        if (someRepeat && present > 0) {
            repeats.read(in, present);
            written -= repeats.marked();
        }
        if (written == 0 || someRepeat && repeats.has(0)) {
            throw new DamageException("no value is left beside marks of missing ones and of repetitions");
        }
        to.aim(values, at, written);
        decode(in, codec);
        if (someRepeat) {
            repeat(values, at, present, written);
        }
        if (someMissing) {
            scatter(values, at, n, present);
        }
    }

    private void decode(ByteInput in, Codec codec) {
        switch (codec) {
            case NOTHING -> Arrays.fill(to.values, to.at, to.at + to.size, RowBlock.NULL);
            case ZERO -> Arrays.fill(to.values, to.at, to.at + to.size, 0);
            case CONSTANT -> Arrays.fill(to.values, to.at, to.at + to.size, Double.longBitsToDouble(in.i64()));
            case DECIMAL -> Decimals.read(in, to, false);
            case SINGLE -> Decimals.read(in, to, true);
            case DYADIC -> Dyadics.read(in, to);
            case BINARY -> Binaries.read(in, to);
            case DICTIONARY -> Dictionary.read(in, to);
            case PLAIN -> plain(in);
        }
    }

    private void plain(ByteInput in) {
        in.need((int) Math.min(Integer.MAX_VALUE, (long) to.size * Long.BYTES));
        for (int i = 0; i < to.size; i++) {
            to.values[to.at + i] = Double.longBitsToDouble(in.i64());
        }
    }

    /** From the end on, so that nothing is overwritten that is still needed. */
    private void repeat(double[] values, int at, int present, int written) {
        int next = at + written;
        for (int i = present - 1; i >= 0; i--) {
            if (repeats.has(i)) {
                values[at + i] = values[next - 1];
            } else {
                next--;
                values[at + i] = values[next];
            }
        }
    }

    private void scatter(double[] values, int at, int n, int present) {
        int next = at + present;
        for (int i = n - 1; i >= 0; i--) {
            if (missing.has(i)) {
                values[at + i] = RowBlock.NULL;
            } else {
                next--;
                values[at + i] = values[next];
            }
        }
    }
}
