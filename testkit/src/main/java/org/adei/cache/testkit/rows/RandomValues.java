package org.adei.cache.testkit.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The values of one channel: of one kind, with runs of missing ones. */
final class RandomValues {
    private enum Kind {
        WALK,
        DECIMAL,
        GAUSSIAN,
        INTEGER,
        CONSTANT,
        SWITCH,
        ON_A_PEDESTAL,
        MAGNITUDES,
        ZEROS,
        EXTREMES,
        SENTINELS
    }

    private static final double[] NON_FINITE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final int LARGEST_EXPONENT = 300;

    private final Set<Trait> traits;
    private final Random random;
    private final Kind kind;
    private final double scale;
    private final double nullRate;
    private final int nullRun;
    private final double nonFiniteRate;
    private double walk;

    RandomValues(Set<Trait> traits, Random random) {
        this.traits = traits;
        this.random = random;
        kind = kind();
        scale = Math.pow(10, random.nextInt(6));
        nullRate = traits.contains(Trait.NULLS) ? nullRate() : 0;
        nullRun = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
        nonFiniteRate = traits.contains(Trait.NON_FINITE) && random.nextInt(4) == 0 ? random.nextDouble() * 0.2 : 0;
    }

    /** Fills a channel; a repeated row has the content of the one before it. */
    void fill(double[] values, boolean[] nulls, boolean[] repeated) {
        int missing = 0;
        for (int i = 0; i < values.length; i++) {
            if (repeated[i]) {
                values[i] = values[i - 1];
                nulls[i] = nulls[i - 1];
                continue;
            }
            if (missing == 0 && random.nextDouble() < nullRate) {
                missing = 1 + random.nextInt(nullRun);
            }
            nulls[i] = missing > 0;
            values[i] = nulls[i] ? 0 : next();
            missing = Math.max(0, missing - 1);
        }
    }

    private double next() {
        if (random.nextDouble() < nonFiniteRate) {
            return NON_FINITE[random.nextInt(NON_FINITE.length)];
        }
        return switch (kind) {
            case WALK -> {
                walk += random.nextInt(21) - 10;
                yield walk / scale;
            }
            case DECIMAL -> (random.nextInt(2_000_001) - 1_000_000) / scale;
            case GAUSSIAN -> random.nextGaussian() * scale;
            case INTEGER -> random.nextInt(1000) - 500;
            case CONSTANT -> scale;
            case SWITCH -> random.nextInt(2);
            case ON_A_PEDESTAL -> 1e9 + random.nextDouble();
            case MAGNITUDES -> magnitude();
            case ZEROS -> random.nextBoolean() ? 0.0 : -0.0;
            case EXTREMES -> extreme();
            case SENTINELS -> random.nextInt(20) == 0 ? Double.MAX_VALUE : random.nextGaussian() * scale;
        };
    }

    private double extreme() {
        double value = switch (random.nextInt(4)) {
            case 0 -> Double.MAX_VALUE;
            case 1 -> random.nextDouble() * Double.MAX_VALUE;
            case 2 -> scale;
            default -> magnitude();
        };
        return random.nextInt(3) == 0 ? -value : value;
    }

    private double magnitude() {
        double value =
                (1 + 8.9 * random.nextDouble()) * Math.pow(10, random.nextInt(2 * LARGEST_EXPONENT) - LARGEST_EXPONENT);
        return random.nextBoolean() ? value : -value;
    }

    private Kind kind() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        if (!traits.contains(Trait.MAGNITUDES)) {
            kinds.removeAll(List.of(Kind.MAGNITUDES, Kind.ZEROS));
        }
        if (!traits.contains(Trait.EXTREMES)) {
            kinds.removeAll(List.of(Kind.EXTREMES, Kind.SENTINELS));
        }
        return kinds.get(random.nextInt(kinds.size()));
    }

    private double nullRate() {
        return switch (random.nextInt(6)) {
            case 0 -> 1;
            case 1 -> random.nextDouble();
            case 2, 3 -> random.nextDouble() * 0.05;
            default -> 0;
        };
    }
}
