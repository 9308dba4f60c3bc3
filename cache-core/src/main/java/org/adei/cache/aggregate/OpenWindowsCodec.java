package org.adei.cache.aggregate;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.adei.cache.failure.HaltException;
import org.adei.cache.model.Ladder;

/**
 * Open windows as bytes, with all their bits: version 1, or 2 where a sum is beyond the range of a double, number of levels and channels, then each level, big-endian,
 * and a CRC-32C over all of it. {@code docs/format/open-windows.md} draws it.
 */
public final class OpenWindowsCodec {
    private static final byte VERSION = 1;
    private static final byte WITH_LARGE_SUMS = 2;
    private static final int HEAD = 1 + 1 + 4;
    private static final int PER_LEVEL = 4 + 1 + 5 * Long.BYTES;
    private static final int PER_CHANNEL = 6 * Long.BYTES;

    private OpenWindowsCodec() {}

    public static byte[] encode(OpenWindows state) {
        int levels = state.levels.length;
        boolean large = hasLargeSums(state);
        int channel = PER_CHANNEL + (large ? 1 : 0);
        int size = HEAD + levels * (PER_LEVEL + state.channels() * channel) + Integer.BYTES;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(large ? WITH_LARGE_SUMS : VERSION).put((byte) levels).putInt(state.channels());
        for (OpenWindow window : state.levels) {
            out.putInt(window.level.seconds()).put((byte) (window.open ? 1 : 0));
            out.putLong(window.start).putLong(window.rows).putLong(window.first);
            out.putLong(window.last).putLong(window.innerGap);
            for (int c = 0; c < state.channels(); c++) {
                out.putLong(window.valid[c]).putLong(window.nonFinite[c]);
                out.putDouble(window.min[c]).putDouble(window.max[c]);
                out.putDouble(window.sum[c]).putDouble(window.rest[c]);
                if (large) {
                    out.put((byte) (window.large[c] ? 1 : 0));
                }
            }
        }
        out.putInt(checksum(out.array(), out.position()));
        return out.array();
    }

    private static boolean hasLargeSums(OpenWindows state) {
        for (OpenWindow window : state.levels) {
            for (boolean large : window.large) {
                if (large) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param ladder levels of the group now; must be those of the state
     * @param channels channels of the group now; those behind the saved ones have no value yet
     * @throws HaltException if the bytes are damaged or of another ladder
     */
    public static OpenWindows decode(Ladder ladder, int channels, byte[] bytes) {
        try {
            return read(ladder, channels, ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            throw damaged("it ends after " + bytes.length + " bytes", e);
        }
    }

    private static OpenWindows read(Ladder ladder, int channels, ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION && version != WITH_LARGE_SUMS) {
            throw damaged("its version is " + version + ", expected " + VERSION + " or " + WITH_LARGE_SUMS, null);
        }
        int end = in.limit() - Integer.BYTES;
        if (end < HEAD || in.getInt(end) != checksum(in.array(), end)) {
            throw damaged("its checksum does not fit", null);
        }
        int levels = in.get();
        int saved = in.getInt();
        if (levels != ladder.size() || saved > channels) {
            throw damaged(
                    "it has " + levels + " levels and " + saved + " channels, expected " + ladder.size()
                            + " and at most " + channels,
                    null);
        }
        OpenWindows state = new OpenWindows(ladder, channels);
        for (OpenWindow window : state.levels) {
            int seconds = in.getInt();
            if (seconds != window.level.seconds()) {
                throw damaged("it has a level of " + seconds + " s, expected " + window.level, null);
            }
            readWindow(window, saved, version == WITH_LARGE_SUMS, in);
        }
        return state;
    }

    private static void readWindow(OpenWindow window, int saved, boolean large, ByteBuffer in) {
        boolean open = in.get() != 0;
        long start = in.getLong();
        window.open(start);
        window.open = open;
        window.start = start;
        window.rows = in.getLong();
        window.first = in.getLong();
        window.last = in.getLong();
        window.innerGap = in.getLong();
        for (int c = 0; c < saved; c++) {
            window.valid[c] = in.getLong();
            window.nonFinite[c] = in.getLong();
            window.min[c] = in.getDouble();
            window.max[c] = in.getDouble();
            window.sum[c] = in.getDouble();
            window.rest[c] = in.getDouble();
            window.large[c] = large && in.get() != 0;
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static HaltException damaged(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new HaltException(
                "saved state of the open windows cannot be used: " + what
                        + "; forget this part of the cache with `recache` so that it is made anew",
                cause);
    }
}
