package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.adei.cache.source.RowBlock;
import org.adei.cache.testkit.recordings.Recording;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real measurements come back with every bit, and small. */
class RecordingsTest {
    private static final int SPAN = 2000;

    @ParameterizedTest
    @EnumSource
    void aRecordingComesBackAndIsSmall(Recording recording) throws IOException {
        RowBlock block = read(recording);
        SpanWriter writer = new SpanWriter(Compression.NONE);
        SpanReader reader = new SpanReader();
        long bytes = 0;
        for (int from = 0; from < block.size(); from += SPAN) {
            int to = Math.min(block.size(), from + SPAN);
            byte[] packed = writer.rows(block, from, to);
            bytes += packed.length;
            PackedSpan span = PackedSpan.of(packed);
            double[] values = new double[to - from];
            for (int c = 0; c < block.channels(); c++) {
                reader.values(span.head(), c, span.column(c), values, 0);
                for (int i = from; i < to; i++) {
                    assertThat(Double.doubleToRawLongBits(values[i - from]))
                            .isEqualTo(Double.doubleToRawLongBits(block.values(c)[i]));
                }
            }
        }
        assertThat(bytes).isLessThan(block.size() * (block.channels() + 1) * 8L * 2 / 5);
    }

    private static RowBlock read(Recording recording) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(recording.open(), StandardCharsets.UTF_8))) {
            List<String[]> rows =
                    lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
            int channels = rows.get(0).length;
            RowBlock block = new RowBlock(channels, rows.size());
            for (int i = 0; i < rows.size(); i++) {
                block.times()[i] = i * 3_600_000_000_000L;
                for (int c = 0; c < channels; c++) {
                    block.values(c)[i] = number(rows.get(i)[c]);
                }
            }
            block.size(rows.size());
            return block;
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return RowBlock.NULL;
        }
    }
}
