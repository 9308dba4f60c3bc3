package org.adei.cache.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.file.Quiet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut, grow, change or lie. */
class CsvFaultsTest {
    private static final Map<String, String> SECONDS = Map.of("column", "t", "type", "epoch-seconds");

    @TempDir
    private Path folder;

    private final List<Long> pauses = new ArrayList<>();
    /** Far behind the files until a test moves it: somebody seems to write all of them. */
    private Instant now = Instant.EPOCH;

    private Duration passes = Duration.ZERO;

    private CsvSource source(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of("path", folder.toString(), "time", SECONDS));
        all.putAll(more);
        CsvSettings settings = JsonMapper.builder().build().convertValue(all, CsvSettings.class);
        return new CsvSource("files", settings, new Quiet(() -> now, millis -> {
            pauses.add(millis);
            now = now.plus(passes);
        }));
    }

    private static SourceGroup group(CsvSource source) {
        return source.discover().groups().get(0);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** First channel of all rows. */
    private static List<Double> values(CsvSource source, Rejections rejections) {
        SourceGroup group = group(source);
        try (RowCursor cursor = source.open(group, Interval.ALL, rejections)) {
            return values(cursor);
        }
    }

    private static List<Double> values(RowCursor cursor) {
        List<Double> values = new ArrayList<>();
        RowBlock block = new RowBlock(1, 1_000);
        boolean more = true;
        while (more) {
            block.clear();
            more = cursor.fill(block);
            for (int i = 0; i < block.size(); i++) {
                values.add(block.values(0)[i]);
            }
        }
        return values;
    }

    private static List<Double> values(CsvSource source) {
        return values(source, (row, reason) -> {});
    }

    private void writeCut(String name, int rows, int part) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("t,v\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < rows; i++) {
                out.write((i + "," + random.nextDouble() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(folder.resolve(name), Arrays.copyOf(packed.toByteArray(), packed.size() / part));
    }

    @Test
    void aPackedFileThatWasCutIsAProblemOfItsGroupAlone() throws IOException {
        writeCut("cut.csv.gz", 500, 2);
        write("good.csv", "t,v\n1,1\n");
        try (CsvSource source = source(Map.of())) {
            assertThat(source.discover().problems()).singleElement().satisfies(problem -> {
                assertThat(problem.subject()).isEqualTo("files/%s/cut", folder.getFileName());
                assertThat(problem.message()).contains("cut.csv.gz", "ZLIB");
            });
            assertThat(values(source)).containsExactly(1.0);
        }
    }

    @Test
    void aPackedFileThatIsCutFarBehindFailsWhenItIsRead() throws IOException {
        writeCut("cut.csv.gz", 50_000, 2);
        try (CsvSource source = source(Map.of())) {
            SourceGroup group = group(source);
            assertThatThrownBy(() -> source.extent(group))
                    .isInstanceOf(RetryException.class)
                    .hasMessageContaining("cut.csv.gz");
            assertThat(sorted(source)).isEmpty();
        }
    }

    /** Folders of sorted rows of a source. */
    private static List<Path> sorted(CsvSource source) throws IOException {
        try (Stream<Path> all = Files.list(source.temporary())) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void whatWasSortedBeforeAFileGrewIsDeletedWhenNobodyReadsIt() throws IOException {
        write("g.csv", "t,v\n1,1\n2,2\n");
        try (CsvSource source = source(Map.of())) {
            RowCursor early = source.open(group(source), Interval.ALL, (row, reason) -> {});
            List<Path> first = sorted(source);
            for (int i = 3; i < 10; i++) {
                write("g.csv", i + "," + i + "\n");
                assertThat(source.extent(group(source)).to()).isEqualTo(i * Nanos.PER_SECOND + 1);
            }
            assertThat(sorted(source)).hasSize(2).containsAll(first);
            assertThat(values(early)).containsExactly(1.0, 2.0);
            early.close();
            early.close();
            assertThat(sorted(source)).hasSize(1).doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void foldersOfDeadProcessesAreDeletedAndThoseOfOthersAreNot() throws IOException {
        Path dead = Files.createDirectories(folder.resolve("adei-csv-dead/group1"));
        Files.writeString(dead.resolve("run0"), "rows");
        Files.createFile(folder.resolve("adei-csv-dead/lock"));
        Path born = Files.createDirectory(folder.resolve("adei-csv-born"));
        Path foreign = Files.createDirectory(folder.resolve("other"));
        try (TemporaryFolder first = TemporaryFolder.in(folder);
                TemporaryFolder second = TemporaryFolder.in(folder)) {
            assertThat(dead.getParent()).doesNotExist();
            assertThat(born).exists();
            assertThat(foreign).exists();
            assertThat(first.path()).exists();
            assertThat(second.path()).exists();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(born, foreign);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE"})
    void aLastLineThatIsBeingWrittenIsTakenWhenItIsWhole(String charset) throws IOException {
        Path file = folder.resolve("g.csv");
        byte[] text = "t,v\n1,1\n2,12.5".getBytes(Charset.forName(charset));
        int character = charset.startsWith("UTF-16") ? 2 : 1;
        Files.write(file, Arrays.copyOf(text, text.length - 2 * character));
        try (CsvSource source = source(Map.of("charset", charset))) {
            assertThat(values(source)).containsExactly(1.0);
            Files.write(file, text);
            assertThat(values(source)).containsExactly(1.0);
            now = Instant.now().plusSeconds(60);
            assertThat(values(source)).containsExactly(1.0, 12.5);
            now = Instant.EPOCH;
            Files.write(file, "75\n".getBytes(Charset.forName(charset)), StandardOpenOption.APPEND);
            assertThat(values(source)).containsExactly(1.0, 12.575);
            // a file is waited for when it is first read, not while it grows
            assertThat(pauses).containsExactly(2_001L);
        }
    }

    @Test
    void aLastLineThatIsLeftAloneIsTakenAtOnce() throws IOException {
        write("g.csv", "t,v\n1,1\n2,2");
        passes = Duration.between(Instant.EPOCH, Instant.now().plusSeconds(60));
        try (CsvSource source = source(Map.of())) {
            assertThat(values(source)).containsExactly(1.0, 2.0);
        }
    }

    @Test
    void aHeaderThatIsBeingWrittenNamesNoColumnsYet() throws IOException {
        write("g.csv", "t,v");
        try (CsvSource source = source(Map.of())) {
            assertThat(group(source).channels()).isEmpty();
            write("g.csv", "1,v2\n");
            assertThat(source.discover().groups().get(0).channels()).isEqualTo(List.of("v1", "v2"));
        }
    }

    @Test
    void aTimeThatNoClockShowedIsNamedAndLeftOut() throws IOException {
        write("g.csv", "t,v\n2024-03-31 01:30:00,1\n2024-03-31 02:30:00,2\n2024-03-31 03:30:00,3\n");
        List<String> rejected = new ArrayList<>();
        try (CsvSource source = source(Map.of("time", Map.of("column", "t", "zone", "Europe/Berlin")))) {
            assertThat(values(source, (row, reason) -> rejected.add(row + " " + reason)))
                    .containsExactly(1.0, 3.0);
        }
        assertThat(rejected)
                .singleElement()
                .asString()
                .contains("g.csv line 3", "2024-03-31T02:30 does not exist in Europe/Berlin");
    }

    @Test
    void allRowsThatCannotBeUsedAreCounted() throws IOException {
        StringBuilder text = new StringBuilder("t,v\n0,0\n");
        for (int i = 0; i < 12_345; i++) {
            text.append(i).append(",oops\n");
        }
        text.append("20000,1\n");
        Files.writeString(folder.resolve("g.csv"), text);
        int[] entries = new int[1];
        long[] rows = new long[1];
        List<String> several = new ArrayList<>();
        try (CsvSource source = source(Map.of())) {
            assertThat(values(source, new Rejections() {
                        @Override
                        public void reject(String row, String reason) {
                            entries[0]++;
                            rows[0]++;
                        }

                        @Override
                        public void reject(String place, String reason, int count) {
                            if (count == 1) {
                                reject(place, reason);
                            } else {
                                entries[0]++;
                                rows[0] += count;
                                several.add(place + " " + reason);
                            }
                        }
                    }))
                    .containsExactly(0.0, 1.0);
        }
        assertThat(rows[0]).isEqualTo(12_345);
        assertThat(entries[0]).isEqualTo(10_001);
        assertThat(several).singleElement().asString().contains("g.csv", "2345 more rows");
    }

    @Test
    void moreRunsThanAreMergedAtOnceAreMergedInSeveralPasses() throws IOException {
        int rows = 140_000;
        StringBuilder text = new StringBuilder("t,v\n");
        for (int i = rows - 1; i >= 0; i--) {
            text.append(i).append(',').append(i).append('\n');
        }
        Files.writeString(folder.resolve("g.csv"), text);
        try (CsvSource source = source(Map.of("memory-rows", 1_000))) {
            List<Double> values = values(source);
            assertThat(values).hasSize(rows).isSorted();
            assertThat(sorted(source)).singleElement().satisfies(place -> {
                try (Stream<Path> files = Files.list(place)) {
                    assertThat(files).hasSize(1).allMatch(file -> file.endsWith("merged1-0"));
                }
            });
        }
    }
}
