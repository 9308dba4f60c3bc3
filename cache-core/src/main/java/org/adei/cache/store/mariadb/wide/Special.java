package org.adei.cache.store.mariadb.wide;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code special} of raw rows: which values are NaN or infinite, since a DOUBLE of MariaDB holds neither.
 * NULL where none is; else per such value four bytes, the position of the channel times 4 plus 0 (NaN), 1 (+infinity)
 * or 2 (-infinity), big-endian.
 */
final class Special {
    private Special() {}

    static byte @Nullable [] encode(RowBlock rows, int row) {
        int count = 0;
        for (int c = 0; c < rows.channels(); c++) {
            count += isSpecial(rows.values(c)[row]) ? 1 : 0;
        }
        if (count == 0) {
            return null;
        }
        ByteBuffer out = ByteBuffer.allocate(count * Integer.BYTES);
        for (int c = 0; c < rows.channels(); c++) {
            double value = rows.values(c)[row];
            if (isSpecial(value)) {
                out.putInt(c * 4 + (Double.isNaN(value) ? 0 : value > 0 ? 1 : 2));
            }
        }
        return out.array();
    }

    /** Puts the values back into a row; {@code target[position]} says where a channel goes, -1 for nowhere. */
    static void decode(byte[] bytes, int[] target, RowBlock rows, int row) throws SQLException {
        if (bytes.length % Integer.BYTES != 0) {
            throw new SQLException("column special is damaged: it has " + bytes.length + " bytes, expected fours");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int code = in.getInt();
            int position = code >>> 2;
            if (position < target.length && target[position] >= 0) {
                rows.column(target[position])[row] = value(code & 3);
            }
        }
    }

    static boolean isSpecial(double value) {
        return !(Math.abs(value) <= Double.MAX_VALUE) && !RowBlock.isNull(value);
    }

    private static double value(int kind) {
        return kind == 0 ? Double.NaN : kind == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
