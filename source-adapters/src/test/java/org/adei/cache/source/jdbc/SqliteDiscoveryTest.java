package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDiscoveryTest extends DiscoveryContract {
    @TempDir
    private Path folder;

    @Override
    TestServer newServer() {
        return new SqliteFile(folder.resolve("slow.control.db"));
    }

    @Override
    String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Test
    void theFileWithoutItsEndingIsTheDatabase() {
        table("log_a", "ts BIGINT, v0 DOUBLE PRECISION");

        assertThat(discover(TestServer.rule(TimeType.EPOCH_MICROS)).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.id()).hasToString("kdb/slow.control/a"));
    }
}
