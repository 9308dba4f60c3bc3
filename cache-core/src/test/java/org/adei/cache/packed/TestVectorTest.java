package org.adei.cache.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

/** The bytes in the description of the format are those that this program writes. */
class TestVectorTest {
    private static final double[][] VALUES = {
        {21.5, 21.75, RowBlock.NULL, 21.5, 22.0, Double.NaN},
        {0.1, 0.30000000000000004, 1e300, -0.0, 1.0 / 3, 0.1}
    };

    @Test
    void rowsAreCodedAsDescribed() throws IOException {
        RowBlock block = block();
        assertThat(HexFormat.of().formatHex(new SpanWriter(Compression.NONE).rows(block, 0, block.size())))
                .isEqualTo(described("rows"));
    }

    @Test
    void windowsAreCodedAsDescribed() throws IOException {
        List<WindowBlock> closed = List.of(new WindowBlock(Ladder.ofSeconds(10).finest(), 2));
        Aggregator aggregator = new Aggregator(new OpenWindows(Ladder.ofSeconds(10), 2));
        aggregator.add(block(), block().size(), closed);
        aggregator.closeUntil(Long.MAX_VALUE, closed);
        assertThat(HexFormat.of()
                        .formatHex(new SpanWriter(Compression.NONE)
                                .windows(closed.get(0), 0, closed.get(0).size())))
                .isEqualTo(described("windows"));
    }

    private static RowBlock block() {
        RowBlock block = new RowBlock(2, 6);
        for (int i = 0; i < 6; i++) {
            block.append(
                    1_700_000_000 * Nanos.PER_SECOND + i * 5 * Nanos.PER_SECOND,
                    new double[] {VALUES[0][i], VALUES[1][i]});
        }
        return block;
    }

    /** Hex digits of the block that begins with {@code vector NAME}; what stands behind two spaces explains them. */
    private static String described(String name) throws IOException {
        Path page = Path.of("../docs/format/packed.md");
        Matcher block = Pattern.compile("```\nvector " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.exists(page) ? Files.readString(page) : "");
        assertThat(block.find()).as("vector %s in %s", name, page).isTrue();
        return block.group(1)
                .lines()
                .map(line -> line.split("  ", 2)[0].replace(" ", ""))
                .collect(Collectors.joining());
    }
}
