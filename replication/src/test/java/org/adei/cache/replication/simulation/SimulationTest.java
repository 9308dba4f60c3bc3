package org.adei.cache.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void commitsWaitForReceiptsAgainInTheEnd() {
        play(3, false, 2, true);
    }

    /** Each failover leaves the new master alone until the old one is back. */
    @Test
    void commitsOfTwoServersAndAWitnessDoToo() {
        play(2, true, 2, true);
    }

    @Test
    void whatAReplicaReceiptedOutlivesItsMaster() {
        int acknowledged = 0;
        for (long seed = FIRST; seed < FIRST + 100; seed++) {
            Simulation simulation = new Simulation(seed, 2, true, 1, true);
            simulation.run(simulation.now() + 2_000 * Simulation.MILLI);
            simulation.server(1).kill();
            List<Entry> promised = List.copyOf(simulation.acknowledged);
            simulation.run(simulation.now() + 7_000 * Simulation.MILLI);
            assertThat(simulation.server(2).mayWrite(simulation.now()))
                    .as("seed %d%n%s", seed, simulation.story)
                    .isTrue();
            assertThat(simulation.server(2).log)
                    .as("seed %d%n%s", seed, simulation.story)
                    .containsAll(promised);
            acknowledged += promised.size();
        }
        assertThat(acknowledged).isPositive();
    }

    @Test
    void aMasterWhoseOnlyReplicaDiesGoesOnAlone() {
        for (long seed = FIRST; seed < FIRST + 100; seed++) {
            Simulation simulation = new Simulation(seed, 2, true, 1, true);
            simulation.run(simulation.now() + 2_000 * Simulation.MILLI);
            assertThat(simulation.server(1).awaits).isTrue();
            simulation.server(2).kill();
            simulation.run(simulation.now() + 9_000 * Simulation.MILLI);
            assertThat(simulation.server(1).mayWrite(simulation.now()) && simulation.canCommit(simulation.server(1)))
                    .as("seed %d%n%s", seed, simulation.story)
                    .isTrue();
            simulation.server(2).restart();
            simulation.run(simulation.now() + 2_000 * Simulation.MILLI);
            assertThat(simulation.server(1).awaits)
                    .as("seed %d%n%s", seed, simulation.story)
                    .isTrue();
        }
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

    @Test
    void aMasterWhoseClockRunsBehindIsReplacedAndReignsNoMore() {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            Simulation simulation = new Simulation(seed, 3, false, 2);
            simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
            assertThat(lastWriter(simulation)).isEqualTo(1);
            simulation.server(1).clockRuns(0.5, simulation.now());
            simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
            int next = lastWriter(simulation);
            assertThat(next).as(story(seed, simulation)).isNotEqualTo(1);
            simulation.server(next).kill();
            simulation.run(simulation.now() + 5_000 * Simulation.MILLI);
            assertThat(lastWriter(simulation)).as(story(seed, simulation)).isEqualTo(5 - next);
            simulation.heal(Duration.ofSeconds(5));
        }
    }

    @Test
    void aStewardWhoseOwnClockRunsAheadLeavesTheLeadToOthers() {
        Simulation simulation = new Simulation(FIRST, 3, false, 1);
        simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
        long epoch = simulation.lastEpoch();
        simulation.servers.forEach(server -> server.clockRuns(0.5, simulation.now()));
        simulation.run(simulation.now() + 5_000 * Simulation.MILLI);
        assertThat(simulation.lastEpoch()).as(story(FIRST, simulation)).isEqualTo(epoch);
        assertThat(simulation.servers).noneMatch(server -> server.mayWrite(simulation.now()));
        simulation.servers.forEach(server -> server.clockRuns(1, simulation.now()));
        simulation.heal(Duration.ofSeconds(15));
    }

    @Test
    void aMasterThatDiesAgainAndAgainIsNotReplacedForEver() {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            Simulation simulation = new Simulation(seed, 3, false, 1);
            simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
            for (int i = 0; i < 48; i++) {
                int master = lastWriter(simulation);
                simulation.server(master).kill();
                simulation.run(simulation.now() + 250 * Simulation.MILLI);
                simulation.servers.stream().filter(server -> !server.alive).forEach(ModelServer::restart);
            }
            assertThat(moves(simulation)).as(story(seed, simulation)).isBetween(3L, 8L);
            simulation.heal(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplicaOfAReplicaIsAttachedToTheMaster(boolean betweenDies) {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            Simulation simulation = new Simulation(seed, 3, false, 1);
            simulation.run(simulation.now() + 2_000 * Simulation.MILLI);
            simulation.server(3).follow(2);
            if (betweenDies) {
                simulation.server(2).kill();
            }
            simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
            assertThat(simulation.server(3).master).as(story(seed, simulation)).isEqualTo(lastWriter(simulation));
            simulation.heal(Duration.ofSeconds(5));
        }
    }

    private static int lastWriter(Simulation simulation) {
        return simulation.writers.get(simulation.lastEpoch());
    }

    private static long moves(Simulation simulation) {
        List<Integer> writers = List.copyOf(simulation.writers.values());
        return IntStream.range(1, writers.size())
                .filter(i -> !writers.get(i).equals(writers.get(i - 1)))
                .count();
    }

    private static String story(long seed, Simulation simulation) {
        return "seed " + seed + "\n" + String.join("\n", simulation.story);
    }

    /** Renewals of the lease are transactions that pass {@code read_only}. */
    @Test
    void aSwitchoverLeavesTheOldMasterNothingThatTheNewOneLacks() {
        for (long seed = FIRST; seed < FIRST + 100; seed++) {
            Simulation simulation = new Simulation(seed, 3, false, 1);
            simulation.slowCalls(30 * Simulation.MILLI);
            simulation.run(simulation.now() + 3_000 * Simulation.MILLI);
            simulation.wish(simulation.server(2), () -> 5_000 * Simulation.MILLI);
            simulation.run(simulation.now() + 5_000 * Simulation.MILLI);
            assertThat(simulation.server(2).mayWrite(simulation.now()))
                    .as("seed %d%n%s", seed, simulation.story)
                    .isTrue();
            assertThat(simulation.story).as("seed %d", seed).noneMatch(line -> line.contains("Restore["));
        }
    }

    private static void play(int data, boolean witness, int stewards) {
        play(data, witness, stewards, false);
    }

    private static void play(int data, boolean witness, int stewards, boolean receipts) {
        for (long seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
            Simulation simulation = new Simulation(seed, data, witness, stewards, receipts);
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
