package org.adei.cache.packed;

import java.util.SplittableRandom;
import org.adei.cache.source.RowBlock;

/** Columns of values of every kind that a source may have, out of a seed. */
enum RandomColumn {
    WALK {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return last + random.nextDouble() - 0.5;
        }
    },
    DECIMAL_WALK {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return Math.rint((last + random.nextDouble() - 0.5) * 1000) / 1000;
        }
    },
    DECIMALS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(-100_000, 100_000) / Math.pow(10, random.nextInt(4));
        }
    },
    SMALL_DECIMALS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(1, 100_000) * 1e-12;
        }
    },
    COUNTER {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return Math.rint(last) + random.nextInt(1000);
        }
    },
    HUGE {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextDouble(-1, 1) * 1e300;
        }
    },
    BEYOND_SUMS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(3) == 0 ? Double.MAX_VALUE : random.nextDouble(-1, 1);
        }
    },
    TINY {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextDouble() * 1e-310;
        }
    },
    MAGNITUDES {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return Math.pow(10, random.nextInt(-300, 300)) * (random.nextDouble() - 0.5);
        }
    },
    FLOATS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return (float) (last + random.nextDouble() - 0.5);
        }
    },
    DECIMAL_FLOATS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return (float) (random.nextInt(100_000) / 100.0);
        }
    },
    FIXED_POINT {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(-32768, 32768) * 10 / 32768.0;
        }
    },
    CALIBRATED {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(200) * 0.01234567890123 + 3.1;
        }
    },
    HELD {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(50) == 0 ? random.nextDouble() : last;
        }
    },
    TWICE {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return i % 2 == 0 ? random.nextDouble() : last;
        }
    },
    SWITCH {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(20) == 0 ? random.nextInt(3) * 40_000.5 : last;
        }
    },
    SPIKES {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return random.nextInt(40) == 0 ? random.nextDouble() : random.nextInt(100) / 4.0;
        }
    },
    ZEROS_OF_BOTH_SIGNS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return Math.rint(random.nextDouble() * 3 - 1.5) / 1000;
        }
    },
    CONSTANT {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return last == 0 ? random.nextDouble() : last;
        }
    },
    ZERO {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return 0;
        }
    },
    ANY_BITS {
        @Override
        double next(SplittableRandom random, double last, int i) {
            return Double.longBitsToDouble(random.nextLong());
        }
    };

    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        Double.longBitsToDouble(0x7ff8_0000_0000_0001L),
        Double.MAX_VALUE,
        Double.MIN_VALUE
    };

    abstract double next(SplittableRandom random, double last, int i);

    /** Values of this kind with a share of missing and of special ones. */
    double[] values(SplittableRandom random, int n, double missing, double special) {
        double[] values = new double[n];
        double last = 0;
        int gap = 0;
        for (int i = 0; i < n; i++) {
            last = next(random, last, i);
            values[i] = random.nextDouble() < special ? SPECIAL[random.nextInt(SPECIAL.length)] : last;
            if (gap == 0 && random.nextDouble() < missing) {
                gap = 1 + random.nextInt(random.nextBoolean() ? 2 : 100);
            }
            if (gap > 0) {
                gap--;
                values[i] = RowBlock.NULL;
            }
        }
        return values;
    }

    /** Times in order, of a kind that the seed chooses. */
    static long[] times(SplittableRandom random, int n) {
        long[] units = {1, 1_000, 1_000_000, 20_000_000, 1_000_000_000, 60_000_000_000L};
        long unit = units[random.nextInt(units.length)];
        int kind = random.nextInt(4);
        long time = random.nextLong(-4_000_000_000_000_000_000L, 4_000_000_000_000_000_000L);
        long[] times = new long[n];
        for (int i = 0; i < n; i++) {
            times[i] = time;
            time += switch (kind) {
                case 0 -> unit;
                case 1 -> unit * random.nextInt(4);
                case 2 -> unit + random.nextInt(1000);
                default -> unit * (random.nextInt(100) == 0 ? 1000 : 1);
            };
        }
        return times;
    }
}
