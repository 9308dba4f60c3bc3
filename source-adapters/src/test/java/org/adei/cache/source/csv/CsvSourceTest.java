package org.adei.cache.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.FilledSourceContract;
import org.adei.cache.source.contract.Row;
import org.adei.cache.testkit.recordings.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest extends FilledSourceContract {
    @TempDir
    private Path folder;

    @Override
    protected Source filled(List<String> channels, List<Row> rows) throws IOException {
        StringBuilder text = new StringBuilder("t," + String.join(",", channels) + "\n");
        for (Row row : rows) {
            text.append(row.time() / 1000);
            row.values().forEach(value -> text.append(',').append(value == null ? "" : value.toString()));
            text.append('\n');
        }
        Path place = Files.createDirectories(folder.resolve("filled"));
        Files.writeString(place.resolve("g.csv"), text);
        return source(Map.of(
                "path", place.toString(), "time", Map.of("column", "t", "type", "epoch-micros"), "memory-rows", 1000));
    }

    private Source source(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("path", folder.toString());
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode tree = mapper.valueToTree(all);
        return mapper.convertValue(tree, CsvSettings.class).open("files");
    }

    private static List<Row> rows(Source source, SourceGroup group, Interval interval, List<String> rejected) {
        List<Row> rows = new ArrayList<>();
        RowBlock block = new RowBlock(group.channels().size(), 7);
        try (RowCursor cursor = source.open(group, interval, (row, reason) -> rejected.add(row + ": " + reason))) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                for (int i = 0; i < block.size(); i++) {
                    Double[] values = new Double[block.channels()];
                    for (int c = 0; c < values.length; c++) {
                        values[c] = RowBlock.isNull(block.values(c)[i]) ? null : block.values(c)[i];
                    }
                    rows.add(Row.of(block.times()[i], values));
                }
            }
        }
        return rows;
    }

    private static List<Row> all(Source source, List<String> rejected) {
        SourceGroup group = source.discover().groups().get(0);
        return rows(source, group, Interval.ALL, rejected);
    }

    @Test
    void aRecordingWithComposedTimeAndMissingWordsIsReadWhole() throws IOException {
        Recording.BEIJING_PM25.copyTo(folder);
        List<String> rejected = new ArrayList<>();
        try (Source source = source(Map.of(
                "missing", List.of("NA"),
                "time", Map.of("columns", List.of("year", "month", "day", "hour"), "pattern", "yyyy M d H")))) {
            Discovery discovery = source.discover();
            SourceGroup group = discovery.groups().get(0);

            assertThat(discovery.problems()).isEmpty();
            assertThat(group.channels()).containsExactly("No", "pm2.5", "DEWP", "TEMP", "PRES", "Iws", "Is", "Ir");
            assertThat(group.omitted()).containsExactly("cbwd (text)");
            List<Row> rows = rows(source, group, Interval.ALL, rejected);
            assertThat(rows).hasSize(43_824);
            assertThat(rows.stream().filter(row -> row.values().get(1) == null)).hasSize(2_067);
            assertThat(rejected).isEmpty();
        }
    }

    @Test
    void aRecordingWithABackwardStepIsReadInOrder() throws IOException {
        Recording.MACHINE_TEMPERATURE.copyTo(folder);
        try (Source source = source(Map.of("time", Map.of("column", "timestamp")))) {
            List<Row> rows = all(source, new ArrayList<>());

            assertThat(rows).hasSize(22_695);
            assertThat(rows.stream().map(Row::time)).isSorted();
        }
    }

    @Test
    void disorderBeyondMemoryIsMergedAndEqualTimesAreAllKept() throws IOException {
        StringBuilder text = new StringBuilder("t,v\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i * 7919L % 10_007).append(',').append(i).append('\n');
        }
        Files.writeString(folder.resolve("a.csv"), text);
        try (Source source =
                source(Map.of("time", Map.of("column", "t", "type", "epoch-seconds"), "memory-rows", 1000))) {
            List<Row> rows = all(source, new ArrayList<>());

            assertThat(rows).hasSize(20_000);
            assertThat(rows.stream().map(Row::time)).isSorted();
            assertThat(rows.stream().map(row -> row.values().get(0)).collect(Collectors.toSet()))
                    .hasSize(20_000);
        }
    }

    @Test
    void severalFilesOfAGroupAreOne() throws IOException {
        Files.writeString(folder.resolve("day2-x.csv"), "t,v\n5,2\n");
        Files.writeString(folder.resolve("day1-x.csv"), "t,w\n3,1\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("day3-x.csv.gz")))) {
            out.write("t,v\n4,3\n".getBytes(StandardCharsets.UTF_8));
        }
        try (Source source = source(Map.of(
                "groups", List.of(Map.of("files", "day\\d-(.+)\\.csv(?:\\.gz)?")),
                "time", Map.of("column", "t", "type", "epoch-seconds")))) {
            SourceGroup group = source.discover().groups().get(0);

            assertThat(group.id().group()).isEqualTo("x");
            assertThat(group.channels()).containsExactly("w", "v");
            assertThat(rows(source, group, Interval.ALL, new ArrayList<>()))
                    .containsExactly(
                            Row.of(3_000_000_000L, 1.0, null),
                            Row.of(4_000_000_000L, null, 3.0),
                            Row.of(5_000_000_000L, null, 2.0));
        }
    }

    @Test
    void rowsThatCannotBeUsedAreNamedAndLeftOut() throws IOException {
        Files.writeString(folder.resolve("g.csv"), """
                time;a;b
                2024-01-01 00:00:00;1;2
                2024-01-01 00:00:01;oops;2
                ;1;2
                yesterday;1;2
                2024-01-01 00:00:02;1
                2024-01-01 00:00:03;3;4
                """);
        List<String> rejected = new ArrayList<>();
        try (Source source = source(Map.of("separator", ";", "time", Map.of("column", "time")))) {
            assertThat(all(source, rejected)).hasSize(2);
        }
        assertThat(rejected).hasSize(4);
        assertThat(rejected.get(0)).contains("g.csv line 3").contains("\"a\"").contains("\"oops\"");
        assertThat(rejected.get(1)).contains("line 4").contains("has no time");
        assertThat(rejected.get(2)).contains("line 5").contains("\"yesterday\"");
        assertThat(rejected.get(3)).contains("line 6").contains("2 fields: expected 3");
    }

    @Test
    void aFileThatGrewIsReadAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("g.csv"), "t,v\n1,1\n");
        try (Source source = source(Map.of("time", Map.of("column", "t", "type", "epoch-seconds")))) {
            assertThat(all(source, new ArrayList<>())).hasSize(1);
            Files.writeString(file, "t,v\n1,1\n2,2\n");
            assertThat(all(source, new ArrayList<>())).hasSize(2);
        }
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = csvFolders(temporary);
        Files.writeString(folder.resolve("g.csv"), "t,v\n1,1\n");
        try (Source source = source(Map.of("time", Map.of("column", "t", "type", "epoch-seconds")))) {
            all(source, new ArrayList<>());
        }
        // those of processes that died may have been deleted
        assertThat(before).containsAll(csvFolders(temporary));
    }

    private static List<Path> csvFolders(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("adei-csv"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatDoesNotFitIsAProblemThatNamesItself() throws IOException {
        Files.writeString(folder.resolve("g.csv"), "t,v\n1,1\n");
        try (Source source = source(Map.of("time", Map.of("column", "when")))) {
            assertThat(source.discover().problems().get(0).message())
                    .contains("[when]")
                    .contains("[t, v]");
        }
        try (Source source =
                source(Map.of("time", Map.of("column", "t"), "groups", List.of(Map.of("files", "nothing.*"))))) {
            assertThat(source.discover().problems().get(0).message())
                    .contains("nothing.*")
                    .contains("g.csv");
        }
        assertThatThrownBy(() -> source(Map.of("time", Map.of("column", "t", "zone", "Europe/Berlim"))))
                .hasMessageContaining("Europe/Berlin");
        assertThatThrownBy(() -> source(Map.of())).hasMessageContaining("time is missing");
    }
}
