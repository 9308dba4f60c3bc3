package org.adei.cache.packed;

import java.util.Arrays;

/**
 * Which of some places are marked, as lengths of runs or as one bit each, whichever is shorter. Recycled; owned by one
 * thread.
 */
final class Mask {
    private static final int RUNS = 0;
    private static final int EACH = 1;

    private long[] words = new long[64];
    private int places;
    private int marked;

    /** Forgets all marks; there are so many places now. */
    void clear(int count) {
        places = count;
        marked = 0;
        int needed = (count + Long.SIZE - 1) / Long.SIZE;
        if (words.length < needed) {
            words = new long[needed];
        }
        Arrays.fill(words, 0, needed, 0);
    }

    void mark(int place) {
        words[place >>> 6] |= 1L << place;
        marked++;
    }

    boolean has(int place) {
        return (words[place >>> 6] >>> place & 1) != 0;
    }

    int marked() {
        return marked;
    }

    void write(ByteOutput out) {
        int start = out.size;
        out.u8(RUNS);
        int most = start + places / Byte.SIZE;
        boolean marks = false;
        int from = 0;
        while (from < places && out.size < most) {
            int to = runEnd(from, marks);
            out.varint(to - from);
            from = to;
            marks = !marks;
        }
        if (from < places) {
            out.size = start;
            out.u8(EACH);
            out.room(places / Byte.SIZE + Long.BYTES);
            for (int i = 0; i < places; i += Byte.SIZE) {
                out.bytes[out.size++] = (byte) (words[i >>> 6] >>> i);
            }
        }
    }

    private int runEnd(int from, boolean marks) {
        int i = from;
        while (i < places) {
            long other = (marks ? ~words[i >>> 6] : words[i >>> 6]) >>> i;
            if (other != 0) {
                return Math.min(places, i + Long.numberOfTrailingZeros(other));
            }
            i = (i | Long.SIZE - 1) + 1;
        }
        return places;
    }

    /** Reads marks of so many places. */
    void read(ByteInput in, int count) {
        clear(count);
        switch (in.u8()) {
            case RUNS -> readRuns(in);
            case EACH -> readEach(in);
            default -> throw new DamageException("marks of an unknown form");
        }
    }

    private void readRuns(ByteInput in) {
        boolean marks = false;
        for (int i = 0; i < places; marks = !marks) {
            int run = in.count(places - i);
            if (run == 0 && i > 0) {
                throw new DamageException("a run of no marks");
            }
            for (int end = i + run; i < end; i++) {
                if (marks) {
                    mark(i);
                }
            }
        }
    }

    private void readEach(ByteInput in) {
        for (int i = 0; i < places; i += Byte.SIZE) {
            long bits = in.u8();
            if (places - i < Byte.SIZE && bits >>> places - i != 0) {
                throw new DamageException("marks behind the last place");
            }
            words[i >>> 6] |= bits << i;
            marked += Long.bitCount(bits);
        }
    }
}
