package org.adei.cache.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.adei.cache.log.Severity;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.file.Quiet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSourceTest {
    private static final String PATTERN = "(?<time>\\S+ \\S+) (?<severity>\\w+) (?<message>.*)";
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final List<String> rejected = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private Duration passes = Duration.ZERO;
    private Instant now;
    private Source source;

    @BeforeEach
    void open() {
        // files of the test were written long before, in the view of the source, only where a test says so
        now = Instant.EPOCH;
        LogSettings settings = JsonMapper.builder().build().convertValue(settings(PATTERN), LogSettings.class);
        source = new LogSource("files", settings, new Quiet(() -> now, millis -> {
            pauses.add(millis);
            now = now.plus(passes);
        }));
    }

    private Map<String, Object> settings(String pattern) {
        return Map.of(
                "path",
                folder.toString(),
                "groups",
                List.of(Map.of(
                        "name",
                        "app",
                        "files",
                        "app[.]log.*",
                        "pattern",
                        pattern,
                        "time",
                        Map.of("pattern", "yyyy-MM-dd HH:mm:ss,SSS"))));
    }

    private static String line(int second, String severity) {
        return START.plusSeconds(second).toString().replace("T", " ").replace("Z", "") + ",000 " + severity + " text\n";
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Seconds since the start with the severity, in the order of the cursor. */
    private List<String> events() {
        SourceGroup group = source.discover().groups().get(0);
        List<String> events = new ArrayList<>();
        RowBlock block = new RowBlock(group.channels().size(), 7);
        rejected.clear();
        try (RowCursor cursor =
                source.open(group, source.extent(group), (row, reason) -> rejected.add(row + ": " + reason))) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                for (int i = 0; i < block.size(); i++) {
                    for (int c = 0; c < block.channels(); c++) {
                        if (!RowBlock.isNull(block.values(c)[i])) {
                            events.add((block.times()[i] - Nanos.of(START)) / 1_000_000_000L + " "
                                    + group.channels().get(c));
                        }
                    }
                }
            }
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({
        "INFO, INFO",
        "info, INFO",
        "Warning, WARN",
        "SEVERE, ERROR",
        "crit, FATAL",
        "fine, DEBUG",
        "blah, UNKNOWN"
    })
    void wordsOfLogsAreSeverities(String word, Severity severity) {
        assertThat(Severity.of(word)).isEqualTo(severity);
    }

    @Test
    void linesThatFollowAnEventBelongToItAndOthersAreNamed() throws IOException {
        append("app.log", "lost\n" + line(1, "ERROR") + "  at stack\n\n" + line(2, "INFO") + "2020-13-01 x INFO y\n");
        assertThat(events()).containsExactly("1 error", "2 info");
        assertThat(rejected)
                .hasSize(2)
                .anyMatch(text -> text.startsWith("line 1 of ") && text.contains("does not match"))
                .anyMatch(text -> text.startsWith("line 6 of ") && text.contains("2020-13-01"));
    }

    @Test
    void aLastLineIsTakenWithItsLineBreakOrWhenTheFileIsQuiet() throws IOException {
        append("app.log", line(1, "INFO") + line(2, "WARN").strip());
        assertThat(events()).containsExactly("1 info");
        now = Instant.parse("2200-01-01T00:00:00Z");
        assertThat(events()).containsExactly("1 info", "2 warn");
    }

    @Test
    void aFirstLookWaitsForALastLineThatMayBeOlderThanTheNewest() throws IOException {
        append("app.log", line(2, "INFO") + line(1, "WARN").strip());
        now = Files.getLastModifiedTime(folder.resolve("app.log")).toInstant();
        passes = Duration.ofMillis(2_001);
        assertThat(events()).containsExactly("1 warn", "2 info");
        assertThat(pauses).hasSize(1).allMatch(millis -> millis <= 2_001);
    }

    @Test
    void filesThatEndWithALineBreakAndLaterLooksAreNotWaitedFor() throws IOException {
        append("app.log", line(1, "INFO"));
        assertThat(events()).containsExactly("1 info");
        append("app.log", line(2, "WARN").strip());
        assertThat(events()).containsExactly("1 info");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aPackedFileIsNotWaitedFor() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("app.log.1.gz")))) {
            out.write(line(1, "INFO").strip().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(events()).containsExactly("1 info");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aLastLineThatWasTakenTooEarlyIsReadAnewWithItsRest() throws IOException {
        now = Instant.parse("2200-01-01T00:00:00Z");
        String second = line(2, "WARN");
        append("app.log", line(1, "INFO") + second.substring(0, 15));
        assertThat(events()).containsExactly("1 info");
        append("app.log", second.substring(15, 30));
        append("app.log", second.substring(30) + line(3, "INFO").strip());
        assertThat(events()).containsExactly("1 info", "2 warn", "3 info");
        append("app.log", " and more\n" + line(4, "INFO"));
        assertThat(events()).containsExactly("1 info", "2 warn", "3 info", "4 info");
        assertThat(rejected).isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8DoNotStopTheLog() throws IOException {
        append("app.log", line(1, "INFO"));
        Files.write(folder.resolve("app.log"), new byte[] {(byte) 0xff, (byte) 0xc3, '\n'}, StandardOpenOption.APPEND);
        append("app.log", line(2, "INFO"));
        assertThat(events()).containsExactly("1 info", "2 info");
    }

    @Test
    void aPatternWithoutAFieldIsRefused() {
        assertThatThrownBy(() -> JsonMapper.builder().build().convertValue(settings("(?<time>.*)"), LogSettings.class))
                .hasMessageContaining("has no field severity");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsRotatedEachEventCountsOnce(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        int rotations = 0;
        for (int second = 1; second <= 300; second++) {
            Severity severity = Severity.values()[1 + random.nextInt(6)];
            append("app.log", line(second, severity.name()));
            expected.add(second + " " + severity.channel());
            int choice = random.nextInt(60);
            Path current = folder.resolve("app.log");
            if (choice == 0) {
                Files.move(current, folder.resolve("app.log." + ++rotations));
            } else if (choice == 1) {
                Files.copy(current, folder.resolve("app.log." + ++rotations));
                assertThat(events()).isEqualTo(expected);
                Files.write(current, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            } else if (choice == 2) {
                try (OutputStream out =
                        new GZIPOutputStream(Files.newOutputStream(folder.resolve("app.log." + ++rotations + ".gz")))) {
                    out.write(Files.readString(current).getBytes(StandardCharsets.UTF_8));
                }
                Files.delete(current);
            }
            if (choice < 20) {
                assertThat(events()).isEqualTo(expected);
            }
        }
        assertThat(events()).isEqualTo(expected);
        assertThat(rejected).isEmpty();
        assertThat(rotations).isPositive();
    }

    @Test
    void aLogWithoutEventsHasAnEmptyExtent() throws IOException {
        append("app.log", "");
        assertThat(source.extent(source.discover().groups().get(0))).isEqualTo(new Interval(0, 0));
    }

    @Test
    void aTimeThatNoClockShowedIsNoTime() {
        LogTime time = LogTime.of("yyyy-MM-dd HH:mm:ss", "Europe/Berlin");
        assertThat(time.parse("2024-03-31 01:59:59")).isEqualTo(Nanos.of(Instant.parse("2024-03-31T00:59:59Z")));
        assertThat(time.parse("2024-10-27 02:30:00")).isEqualTo(Nanos.of(Instant.parse("2024-10-27T00:30:00Z")));
        assertThatThrownBy(() -> time.parse("2024-03-31 02:30:00"))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("2024-03-31T02:30 does not exist in Europe/Berlin");
    }
}
