package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.adei.cache.failure.HaltException;
import org.adei.cache.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFaultsTest {
    @TempDir
    private Path folder;

    private Source source(Path file) {
        return new SqliteFile(file).source(TestServer.rule(TimeType.EPOCH_MICROS));
    }

    @Test
    void aFileThatDoesNotExistHaltsAndIsNotMade() {
        Path file = folder.resolve("none.db");
        try (Source source = source(file)) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(HaltException.class)
                    .hasMessageContaining("none.db")
                    .hasMessageContaining("expected a file that exists");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileOfSomethingElseHalts() throws Exception {
        Path file = Files.writeString(folder.resolve("text.db"), "time,value\n".repeat(1_000));
        try (Source source = source(file)) {
            assertThatThrownBy(source::discover)
                    .isInstanceOf(HaltException.class)
                    .hasMessageContaining("expected a file of SQLite");
        }
    }

    @Test
    void theFileIsNeverWritten() throws Exception {
        SqliteFile file = new SqliteFile(folder.resolve("slow.db"));
        file.execute("CREATE TABLE log_a (ts INTEGER, v0 REAL)");
        JdbcSettings settings = file.settings(TestServer.rule(TimeType.EPOCH_MICROS));
        try (var connection = new Connector(Dialect.of(settings.url()), settings).connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO log_a VALUES (1, 1)"))
                    .hasMessageContaining("readonly");
        }
    }
}
