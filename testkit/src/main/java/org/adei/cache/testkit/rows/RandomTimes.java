package org.adei.cache.testkit.rows;

import java.util.List;
import java.util.Random;

/** Times that never go back, with pauses, ties and hits on edges. */
final class RandomTimes {
    private static final long SECOND = 1_000_000_000L;
    private static final List<Long> PERIODS =
            List.of(1_000_000L, 100_000_000L, 333_333_333L, SECOND, 2 * SECOND, 7 * SECOND, 60 * SECOND, 3600 * SECOND);

    /** Around which seconds since 1970 rows begin; the first is the one used where far times are unwanted. */
    private static final List<Long> BEGINNINGS = List.of(
            1_710_115_087L,
            -1_000L,
            0L,
            -631_152_000L,
            -5_364_662_400L,
            2_147_483_600L,
            4_102_444_800L,
            7_258_118_400L);

    private final RandomRows wanted;
    private final Random random;
    private final long period;
    private final long jitter;
    private final double ties;
    private final double gaps;
    private final double edges;

    RandomTimes(RandomRows wanted, Random random) {
        this.wanted = wanted;
        this.random = random;
        period = pick(PERIODS);
        jitter = random.nextBoolean() ? 0 : random.nextLong(period);
        ties = rate(Trait.TIES, 0.2);
        gaps = rate(Trait.GAPS, 0.05);
        edges = rate(Trait.EDGES, 0.1);
    }

    long[] next(int count) {
        long[] times = new long[count];
        times[0] = stepped(beginning());
        for (int i = 1; i < count; i++) {
            times[i] = after(times[i - 1]);
        }
        return times;
    }

    private long beginning() {
        long seconds = wanted.traits().contains(Trait.FAR_TIMES) ? pick(BEGINNINGS) : BEGINNINGS.get(0);
        long level = pick(wanted.levels());
        return switch (random.nextInt(4)) {
            case 0 -> Math.floorDiv(seconds, level) * level * SECOND;
            case 1 -> Math.floorDiv(seconds, level) * level * SECOND - wanted.stepNanos();
            default -> seconds * SECOND + random.nextLong(86_400 * SECOND);
        };
    }

    private long after(long last) {
        if (random.nextDouble() < ties) {
            return last;
        }
        long next = last + period + (jitter == 0 ? 0 : random.nextLong(jitter));
        if (random.nextDouble() < gaps) {
            next += random.nextBoolean()
                    ? period * (1 + random.nextInt(20))
                    : pick(wanted.levels()) * SECOND * (1 + random.nextInt(3));
        }
        if (random.nextDouble() < edges) {
            long length = pick(wanted.levels()) * SECOND;
            next = next - Math.floorMod(next, length) + length - (random.nextInt(3) == 0 ? wanted.stepNanos() : 0);
        }
        long stepped = stepped(next);
        return stepped > last ? stepped : stepped(last) + wanted.stepNanos();
    }

    private long stepped(long time) {
        return time - Math.floorMod(time, wanted.stepNanos());
    }

    private double rate(Trait trait, double greatest) {
        double rate = random.nextBoolean() ? 0 : random.nextDouble() * greatest;
        return wanted.traits().contains(trait) ? rate : 0;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
