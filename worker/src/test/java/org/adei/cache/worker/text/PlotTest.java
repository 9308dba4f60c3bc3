package org.adei.cache.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Samples;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static Samples samples(double... means) {
        int size = means.length;
        long[] start = new long[size];
        long[] valid = new long[size];
        for (int i = 0; i < size; i++) {
            start[i] = i;
            valid[i] = RowBlock.isNull(means[i]) ? 0 : 1;
        }
        Samples.Channel channel = new Samples.Channel(valid, new long[size], means, means, means);
        return new Samples(start, start, valid, new int[size], List.of(channel));
    }

    @Test
    void aRisingLineRisesAndAGapStaysEmpty() {
        String plot = Plot.draw(samples(1, 2, RowBlock.NULL, 3), 0, new Interval(0, 4), 4, 3);
        assertThat(plot.lines().limit(3)).containsExactly("         3 |   *", "           | *", "         1 |*");
    }

    @Test
    void aConstantAndAnEmptyAnswerCanBeDrawn() {
        assertThat(Plot.draw(samples(5, 5), 0, new Interval(0, 2), 2, 3)).contains("5 |**");
        assertThat(Plot.draw(samples(), 0, new Interval(0, 2), 10, 3)).contains("|");
    }
}
