package org.adei.cache.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("adei.simulation.schedules", 100);
    private static final long FIRST = Long.getLong("adei.simulation.seed", 1);

    @Test
    void threeServersAndTwoStewardsAlwaysEndWithOneWriterWhomAllFollow() {
        play(3, false, 2);
    }

    @Test
    void twoServersAndAWitnessDoToo() {
        play(2, true, 2);
    }

    @Test
    void fiveServersAndThreeStewardsDoToo() {
        play(5, false, 3);
    }

    @Test
    void aMasterThatDiesAloneIsReplacedWithinASecond() {
        List<Long> outages = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + 100; seed++) {
            Simulation simulation = new Simulation(seed, 3, false, 1);
            simulation.run(simulation.now() + 2_000 * Simulation.MILLI);
            simulation.outages.clear();
            simulation.server(1).kill();
            simulation.run(simulation.now() + 1_000 * Simulation.MILLI);
            assertThat(simulation.outages)
                    .as("seed %d%n%s", seed, simulation.story)
                    .hasSize(1);
            outages.addAll(simulation.outages);
        }
        assertThat(outages).hasSize(100);
    }

    private static void play(int data, boolean witness, int stewards) {
        for (long seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
            Simulation simulation = new Simulation(seed, data, witness, stewards);
            try {
                simulation.play(Duration.ofSeconds(20), Duration.ofSeconds(15));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " (-Dadei.simulation.schedules=1 -Dadei.simulation.seed=" + seed + "): "
                                + e.getMessage() + "\n" + String.join("\n", simulation.story),
                        e);
            }
        }
    }
}
