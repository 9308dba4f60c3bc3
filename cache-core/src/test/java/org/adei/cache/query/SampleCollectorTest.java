package org.adei.cache.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCollectorTest {
    private static RowBlock rows(double... values) {
        RowBlock block = new RowBlock(1, Math.max(1, values.length));
        for (int i = 0; i < values.length; i++) {
            block.append(i, new double[] {values[i]});
        }
        return block;
    }

    @Test
    void fewRowsStayAsTheyAre() {
        SampleCollector collector = new SampleCollector(new Interval(0, 1000), 3, 1);
        collector.add(rows(1, Double.NaN, RowBlock.NULL));
        Samples samples = collector.samples();
        assertThat(samples.start()).containsExactly(0, 1, 2);
        assertThat(samples.end()).containsExactly(1, 2, 3);
        Samples.Channel channel = samples.channels().get(0);
        assertThat(channel.valid()).containsExactly(1, 0, 0);
        assertThat(channel.nonFinite()).containsExactly(0, 1, 0);
        assertThat(channel.mean()[0]).isEqualTo(1);
        assertThat(RowBlock.isNull(channel.mean()[1])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void manyRowsBecomeAtMostThePointsWantedAndKeepExtremesAndCounts(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(5000);
        int points = 1 + random.nextInt(40);
        double[] values = random.doubles(count, -5, 5).toArray();
        int spike = random.nextInt(count);
        values[spike] = 1e6;
        values[random.nextInt(count)] = RowBlock.NULL;
        SampleCollector collector = new SampleCollector(new Interval(0, count), points, 1);
        collector.add(rows(values));
        Samples samples = collector.samples();
        assertThat(samples.size()).isLessThanOrEqualTo(points);
        assertThat(java.util.Arrays.stream(samples.rows()).sum()).isEqualTo(count);
        Samples.Channel channel = samples.channels().get(0);
        double greatest = Double.NEGATIVE_INFINITY;
        long valid = 0;
        for (int i = 0; i < samples.size(); i++) {
            greatest = channel.valid()[i] > 0 ? Math.max(greatest, channel.max()[i]) : greatest;
            valid += channel.valid()[i];
        }
        assertThat(greatest).isEqualTo(RowBlock.isNull(values[spike]) ? greatest : 1e6);
        assertThat(valid).isEqualTo(count - 1L);
    }

    @Test
    void aMeanOfSeveralRowsIsWeightedByTheirCounts() {
        SampleCollector collector = new SampleCollector(new Interval(0, 4), 1, 1);
        collector.add(rows(1, 2, RowBlock.NULL, 6));
        Samples.Channel channel = collector.samples().channels().get(0);
        assertThat(channel.mean()).containsExactly(3);
        assertThat(channel.min()).containsExactly(1);
        assertThat(channel.max()).containsExactly(6);
    }

    @Test
    void samplesWhoseSumLeavesTheRangeOfADoubleHaveAMean() {
        SampleCollector collector = new SampleCollector(new Interval(0, 4), 1, 1);
        collector.add(rows(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE));
        assertThat(collector.samples().channels().get(0).mean()[0] / Double.MAX_VALUE)
                .isBetween(0.4999, 0.5001);
    }
}
