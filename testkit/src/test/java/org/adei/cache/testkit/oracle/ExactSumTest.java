package org.adei.cache.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static final double LEAST = Double.MIN_VALUE;

    @Test
    void nothingIsLostBetweenTheLargestAndTheSmallest() {
        assertThat(mean(1e300, 1, -1e300)).isEqualTo(1.0 / 3);
        assertThat(mean(Double.MAX_VALUE, Double.MAX_VALUE, LEAST)).isEqualTo(Double.MAX_VALUE / 3 * 2);
        assertThat(mean(Double.MAX_VALUE, LEAST, -Double.MAX_VALUE)).isEqualTo(0.0);
        assertThat(sum(Double.MAX_VALUE, LEAST, -Double.MAX_VALUE)).isEqualTo(LEAST);
        assertThat(sum(1e300, 1e200, 1e100, 1, 1e-100, -1e300, -1e200, -1e100, -1))
                .isEqualTo(1e-100);
    }

    @Test
    void tiesGoToTheEvenDouble() {
        assertThat(sum(1, 0x1p-53)).isEqualTo(1.0);
        assertThat(sum(1, 0x1p-53, LEAST)).isEqualTo(Math.nextUp(1.0));
        assertThat(sum(Math.nextUp(1.0), 0x1p-53)).isEqualTo(1 + 0x1p-51);
        assertThat(sum(-1, -0x1p-53, -LEAST)).isEqualTo(Math.nextDown(-1.0));
        assertThat(mean(LEAST, 0)).isEqualTo(0.0);
        assertThat(mean(3 * LEAST, 0)).isEqualTo(2 * LEAST);
        assertThat(mean(LEAST, LEAST, 0)).isEqualTo(LEAST);
        assertThat(mean(Double.MIN_NORMAL, Double.MIN_NORMAL - LEAST)).isEqualTo(Double.MIN_NORMAL);
    }

    @Test
    void valuesThatCancelGiveZero() {
        assertThat(mean(0.1, -0.1)).isEqualTo(0.0);
        assertThat(mean(-0.0, -0.0)).isEqualTo(0.0);
        assertThat(mean()).isEqualTo(0.0);
    }

    @Test
    void aSumCanBeUsedAgain() {
        ExactSum sum = new ExactSum();
        sum.add(-1e300);
        sum.reset();
        sum.add(3);
        assertThat(sum.mean(2)).isEqualTo(1.5);
    }

    @Test
    void randomMeansAreTheNearestDoubles() {
        Random random = new Random(1);
        for (int round = 0; round < 3_000; round++) {
            Supplier<Double> values = kind(random, round % 4);
            ExactSum sum = new ExactSum();
            BigDecimal exact = BigDecimal.ZERO;
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                double value = values.get();
                sum.add(value);
                exact = exact.add(new BigDecimal(value));
            }
            assertNearest(sum.mean(count), exact, count);
        }
    }

    private static Supplier<Double> kind(Random random, int kind) {
        return switch (kind) {
            case 0 -> () -> random.nextInt(-100_000, 100_000) / 1000.0;
            case 1 -> () -> (random.nextInt(9) - 4) * LEAST;
            case 2 -> () -> Double.longBitsToDouble(random.nextLong() & 0xbfff_ffff_ffff_ffffL);
            default -> () -> Math.scalb(random.nextGaussian(), random.nextInt(120) - 60);
        };
    }

    /** Compares distances multiplied by the count, which are exact. */
    private static void assertNearest(double mean, BigDecimal sum, int count) {
        BigDecimal distance = distance(mean, sum, count);
        assertThat(distance).isLessThanOrEqualTo(distance(Math.nextUp(mean), sum, count));
        assertThat(distance).isLessThanOrEqualTo(distance(Math.nextDown(mean), sum, count));
    }

    private static BigDecimal distance(double mean, BigDecimal sum, int count) {
        return new BigDecimal(mean)
                .multiply(BigDecimal.valueOf(count))
                .subtract(sum)
                .abs();
    }

    private static double mean(double... values) {
        return of(values).mean(Math.max(1, values.length));
    }

    private static double sum(double... values) {
        return of(values).mean(1);
    }

    private static ExactSum of(double... values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }
}
