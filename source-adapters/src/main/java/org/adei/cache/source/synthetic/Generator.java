package org.adei.cache.source.synthetic;

import org.adei.cache.source.RowBlock;

/** The rows of one group by their number. Immutable; safe to share. */
final class Generator {
    private static final int RUN = 100;
    private static final long GAP = 1;
    private static final long TIE = 2;
    private static final long LATE = 3;
    private static final long FAULT = 4;

    private final long seed;
    private final Schedule schedule;
    private final Values values;
    private final Faults faults;
    private final double scale;

    Generator(long seed, SyntheticGroup group) {
        this.seed = mix(seed ^ mix(group.name().hashCode()));
        this.schedule = group.schedule();
        this.values = group.values();
        this.faults = group.faults();
        this.scale = Math.pow(10, Math.max(0, values.decimals()));
    }

    long rows() {
        return schedule.rows();
    }

    /** Whether a gap has taken the row away. */
    boolean isMissing(long row) {
        return faults.gaps() > 0 && share(GAP, row / RUN) < faults.gaps();
    }

    long time(long row) {
        long due = faults.duplicates() > 0 && (row & 1) == 1 && share(TIE, row) < faults.duplicates() ? row - 1 : row;
        long late = faults.jitter() == 0 ? 0 : (long) (share(LATE, due) * faults.jitter() * (schedule.period() - 1));
        return schedule.start() + due * schedule.period() + late;
    }

    /** First row that can lie at or after a time: all before it are earlier. */
    long firstAt(long time) {
        if (time <= schedule.start()) {
            return 0;
        }
        long row = (time - schedule.start()) / schedule.period() - 1;
        return Math.max(0, Math.min(row, rows()));
    }

    /** Fills values of one channel for rows of these numbers. */
    void fill(int channel, long[] rows, int count, double[] target, int at) {
        double range = 1 + channel % 7 * 10;
        long period = 1_000 + 137L * channel;
        long key = mix(seed + channel * 0x9e37_79b9_7f4a_7c15L);
        boolean faulty = faults.nulls() + faults.nans() > 0;
        for (int i = 0; i < count; i++) {
            long row = rows[i] / values.hold();
            double wave = Math.abs((double) (row % period) / period - 0.5) * 4 - 1;
            double noise = unit(mix(key ^ row)) - 0.5;
            double value = range * (wave + 0.1 * noise);
            target[at + i] = values.decimals() < 0 ? value : Math.rint(value * scale) / scale;
            if (faulty) {
                target[at + i] = faulty(target[at + i], channel, rows[i]);
            }
        }
    }

    private double faulty(double value, int channel, long row) {
        double share = share(FAULT + channel, row);
        if (share < faults.nulls()) {
            return RowBlock.NULL;
        }
        if (share < faults.nulls() + faults.nans()) {
            return row % 3 == 0 ? Double.NaN : row % 3 == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return value;
    }

    private double share(long kind, long number) {
        return unit(mix(seed ^ mix(kind * 0xbf58_476d_1ce4_e5b9L + number)));
    }

    private static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long bits) {
        long x = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return x ^ (x >>> 31);
    }
}
