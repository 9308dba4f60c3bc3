package org.adei.cache.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleDoubleTest {
    @Test
    void theErrorOfASumIsExact() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double a = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
            double b = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
            double sum = a + b;
            BigDecimal exact = new BigDecimal(a).add(new BigDecimal(b));
            assertThat(new BigDecimal(sum).add(new BigDecimal(DoubleDouble.error(a, b, sum))))
                    .isEqualByComparingTo(exact);
        }
    }

    @Test
    void theMeanIsWithinOneUnitInTheLastPlace() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            double sum = random.nextGaussian() * 1e6;
            double rest = Math.ulp(sum) * (random.nextDouble() - 0.5);
            long count = 1 + random.nextInt(100_000);
            BigDecimal exact = new BigDecimal(sum)
                    .add(new BigDecimal(rest))
                    .divide(new BigDecimal(count), new MathContext(60, RoundingMode.HALF_EVEN));
            double mean = DoubleDouble.mean(sum, rest, count);
            assertThat(new BigDecimal(mean).subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal(Math.ulp(mean)));
        }
    }

    @Test
    void theMeanOfASumAtTheEndOfTheRangeIsFinite() {
        double rest = Math.ulp(Double.MAX_VALUE) / 2;
        double half = Double.MAX_VALUE / 2;
        assertThat(DoubleDouble.mean(Double.MAX_VALUE, rest, 2)).isBetween(half, Math.nextUp(half));
        double third = -Double.MAX_VALUE / 3;
        assertThat(DoubleDouble.mean(-Double.MAX_VALUE, -rest, 3)).isBetween(Math.nextDown(third), Math.nextUp(third));
        assertThat(DoubleDouble.mean(Double.POSITIVE_INFINITY, Double.NaN, 2)).isNaN();
    }
}
