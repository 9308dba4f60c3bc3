package org.adei.cache.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

class TieOrderTest {
    private static final double[] WORDS = {RowBlock.NULL, Double.NEGATIVE_INFINITY, -1, -0.0, 0.0, 1, Double.NaN};

    @Test
    void rowsOfOneTimeHaveOneOrderWhateverOrderTheyCameIn() {
        List<double[]> rows = new ArrayList<>();
        for (double first : WORDS) {
            for (double second : WORDS) {
                rows.add(new double[] {first, second});
            }
        }
        Random random = new Random(7);
        String expected = null;
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(rows, random);
            RowBlock block = new RowBlock(2, 100);
            block.append(1, new double[] {5, 5});
            rows.forEach(row -> block.append(2, row));
            block.append(3, new double[] {5, 5});

            assertThat(TieOrder.sort(block, block.size())).isEqualTo(-1);

            String text = text(block);
            expected = expected == null ? text : expected;
            assertThat(text).isEqualTo(expected);
        }
        assertThat(expected).startsWith("5.0 5.0;NULL NULL;NULL -Infinity;");
    }

    @Test
    void aBackwardStepIsFound() {
        RowBlock block = new RowBlock(0, 10);
        for (long time : new long[] {1, 2, 2, 3, 2}) {
            block.append(time, new double[0]);
        }

        assertThat(TieOrder.sort(block, 5)).isEqualTo(4);
        assertThat(TieOrder.sort(block, 4)).isEqualTo(-1);
    }

    private static String text(RowBlock block) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < block.size(); i++) {
            text.append(word(block.values(0)[i]))
                    .append(' ')
                    .append(word(block.values(1)[i]))
                    .append(';');
        }
        return text.toString();
    }

    private static String word(double value) {
        return RowBlock.isNull(value) ? "NULL" : Double.toString(value);
    }
}
