package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A table that is larger than the memory that may be used for it. */
class StreamingIT {
    private static final int ROWS = 1_000_000;
    private static final int CHANNELS = 16;
    private static final String SMALL_HEAP = "-Xmx40m";

    private static MariaDbServer server;

    @BeforeAll
    static void fillTheTable() {
        server = MariaDbServer.open();
        String columns =
                IntStream.range(0, CHANNELS).mapToObj(c -> "v" + c + " DOUBLE").collect(Collectors.joining(", "));
        String values =
                IntStream.range(0, CHANNELS).mapToObj(c -> "seq * 0.37 + " + c).collect(Collectors.joining(", "));
        server.execute(
                "CREATE TABLE log_x (ts BIGINT PRIMARY KEY, " + columns + ")",
                "INSERT INTO log_x SELECT seq * 1000000, " + values + " FROM seq_1_to_" + ROWS);
    }

    @AfterAll
    static void dropTheTable() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aMillionRowsPassThroughAHeapThatHoldsFewOfThem() throws Exception {
        assertThat(rowsReadInASmallHeap(server)).isEqualTo(ROWS);
    }

    @Test
    void theCursorOfAnotherServerNeedsNoMoreMemory() throws Exception {
        int fewer = 400_000;
        try (PostgresServer postgres = PostgresServer.open()) {
            postgres.execute(
                    "CREATE TABLE log_x (ts BIGINT PRIMARY KEY, v0 DOUBLE PRECISION, v1 NUMERIC)",
                    "INSERT INTO log_x SELECT s::bigint * 1000000, s / 3.0, s / 7.0 FROM generate_series(1, " + fewer
                            + ") s");

            assertThat(rowsReadInASmallHeap(postgres)).isEqualTo(fewer);
        }
    }

    private static int rowsReadInASmallHeap(TestServer server) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SMALL_HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountedRead.class.getName(),
                        server.url(),
                        server.user(),
                        server.password())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(printed.strip());
    }

    @Test
    void aCursorThatIsClosedInTheMiddleDoesNotReadTheRest() {
        try (Source source = server.source(TestServer.rule(TimeType.EPOCH_MICROS))) {
            SourceGroup group = source.discover().groups().get(0);
            RowBlock block = new RowBlock(CHANNELS, 100);
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 12; i++) {
                RowCursor cursor = source.open(group, Interval.ALL, (row, reason) -> {});
                block.clear();
                cursor.fill(block);
                long start = System.nanoTime();
                cursor.close();
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(300));
            assertThat(block.times()[99]).isEqualTo(100 * 1_000_000_000L);
        }
    }
}
