package org.adei.cache.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.testkit.oracle.OracleChannel;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.adei.cache.testkit.rows.RandomRows;
import org.adei.cache.testkit.rows.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of random sources, shuffled into files, read in order and aggregated, against the naive oracle. */
class CsvDisorderTest {
    private static final int SEEDS = 300;
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600, 3600, 43_200);

    @TempDir
    private Path folder;

    @Test
    void windowsOfShuffledFilesEqualTheOracle() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            // every tenth is greater than what is sorted in memory
            Rows rows = RandomRows.of(seed).atMost(seed % 10 == 0 ? 6_000 : 500).rows();
            Path place = Files.createDirectory(folder.resolve("seed" + seed));
            write(rows.shuffled(seed), place, 1 + random.nextInt(3));

            List<List<WindowBlock>> found;
            try (Source source = source(place)) {
                found = aggregate(source, rows.channels(), 1 + random.nextInt(700));
            }

            for (int k = 0; k < LADDER.size(); k++) {
                int seconds = LADDER.levels().get(k).seconds();
                compare("seed " + seed, rows.windows(seconds), found.get(k));
            }
        }
    }

    /** Rows of one group in several files, as they stand. */
    private static void write(Rows rows, Path place, int files) throws IOException {
        StringBuilder head = new StringBuilder("t");
        for (int c = 0; c < rows.channels(); c++) {
            head.append(",v").append(c);
        }
        head.append('\n');
        for (int file = 0; file < files; file++) {
            StringBuilder text = new StringBuilder(head);
            for (int i = file; i < rows.size(); i += files) {
                text.append(rows.times()[i]);
                for (int c = 0; c < rows.channels(); c++) {
                    text.append(',').append(rows.nulls()[c][i] ? "" : Double.toString(rows.values()[c][i]));
                }
                text.append('\n');
            }
            Files.writeString(place.resolve("part" + file + "-g.csv"), text);
        }
    }

    private static Source source(Path place) {
        Map<String, Object> settings = Map.of(
                "path",
                place.toString(),
                "memory-rows",
                1_000,
                "time",
                Map.of("column", "t", "type", "epoch-nanos"),
                "groups",
                List.of(Map.of("files", "part[0-9]-(g)[.]csv", "channels", "v[0-9]+")));
        return JsonMapper.builder()
                .build()
                .convertValue(settings, CsvSettings.class)
                .open("files");
    }

    /** Windows per level: the closed ones of each block, the open ones last. */
    private static List<List<WindowBlock>> aggregate(Source source, int channels, int rows) {
        SourceGroup group = source.discover().groups().get(0);
        assertThat(group.channels()).hasSize(channels);
        List<List<WindowBlock>> found = new ArrayList<>();
        LADDER.levels().forEach(level -> found.add(new ArrayList<>()));
        OpenWindows state = new OpenWindows(LADDER, channels);
        RowBlock block = new RowBlock(channels, rows);
        List<String> rejected = new ArrayList<>();
        try (RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> rejected.add(row + ": " + reason))) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                List<WindowBlock> closed = LADDER.levels().stream()
                        .map(level -> new WindowBlock(level, channels))
                        .toList();
                new Aggregator(state).add(block, block.size(), closed);
                for (int k = 0; k < LADDER.size(); k++) {
                    found.get(k).add(closed.get(k));
                }
            }
        }
        assertThat(rejected).isEmpty();
        List<WindowBlock> open = state.current();
        for (int k = 0; k < LADDER.size(); k++) {
            found.get(k).add(open.get(k));
        }
        return found;
    }

    private static void compare(String seed, List<OracleWindow> expected, List<WindowBlock> found) {
        int next = 0;
        for (WindowBlock block : found) {
            for (int i = 0; i < block.size(); i++) {
                compare(seed, expected.get(next++), block, i);
            }
        }
        assertThat(next).as(seed).isEqualTo(expected.size());
    }

    private static void compare(String seed, OracleWindow window, WindowBlock block, int i) {
        Level level = block.level();
        String name = seed + ", window of " + level + " at " + window.start();
        assertThat(block.start(i)).as(name).isEqualTo(window.start());
        assertThat(block.rows(i)).as(name).isEqualTo(window.rows());
        assertThat(block.gap(i)).as(name).isEqualTo(window.gapNanos());
        for (int c = 0; c < block.channels(); c++) {
            OracleChannel channel = window.channel(c);
            assertThat(block.valid(c, i)).as(name).isEqualTo(channel.valid());
            assertThat(block.nonFinite(c, i)).as(name).isEqualTo(channel.nonFinite());
            if (channel.valid() > 0) {
                assertThat(block.min(c, i)).as(name).isEqualTo(channel.min());
                assertThat(block.max(c, i)).as(name).isEqualTo(channel.max());
                assertThat(channel.exact().agrees(block.mean(c, i))).as(name).isTrue();
            }
        }
    }
}
