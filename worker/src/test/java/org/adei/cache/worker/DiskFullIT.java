package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needsMariaDb() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            Assumptions.abort(missing.reason());
        }
    }

    @Test
    void aFullDiskOfTheCacheIsNamedAndNothingIsLost() throws IOException, SQLException {
        MariaDbOptions kept = MariaDbOptions.fast().in(folder.resolve("server"));
        MariaDbOptions small =
                kept.with("--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:24M");
        try (LocalMariaDb server = LocalMariaDb.start(small)) {
            try (Connection connection = server.connect("");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE small CHARACTER SET utf8mb4");
            }
            Session run = run(server);
            assertThat(run.exit()).isEqualTo(AdeiCache.FAILED);
            assertThat(run.out()).contains("full").doesNotContain("\tat ");
        }
        try (LocalMariaDb server = LocalMariaDb.start(kept)) {
            assertThat(run(server).exit()).isEqualTo(AdeiCache.DONE);
            Session verify = Session.run("verify", "--config", config(server).toString());
            assertThat(verify.out()).contains("equal: every figure");
        }
    }

    private Session run(LocalMariaDb server) throws IOException {
        return Session.run(
                "run",
                "--once",
                "--json",
                "--progress",
                "none",
                "--config",
                config(server).toString());
    }

    private Path config(LocalMariaDb server) throws IOException {
        return Files.writeString(folder.resolve("adei-cache.yaml"), """
                setup: small
                cache: {url: "%s", user: "%s", password: "%s"}
                sources:
                  src: {type: rows, seed: 2, rows: 60000, channels: [a, b, c, d, e, f, g, h], groups: [one]}
                """.formatted(
                        server.jdbcUrl("small"), server.user(), server.password()));
    }
}
