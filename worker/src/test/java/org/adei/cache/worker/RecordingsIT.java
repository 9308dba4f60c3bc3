package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.store.CacheReader;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.testkit.recordings.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings in both layouts. */
class RecordingsIT {
    private static final String SOURCES = """
            weather:
              type: csv
              path: "%1$s/%2$s"
              missing: [NA]
              time: {columns: [year, month, day, hour], pattern: "yyyy M d H"}
              channels: "pm2.5|DEWP|TEMP|PRES|Iws|Is|Ir"
            machine: {type: csv, path: "%1$s/%3$s", time: {column: timestamp, pattern: "yyyy-MM-dd HH:mm:ss"}}
            office: {type: csv, path: "%1$s/%4$s", time: {column: timestamp, pattern: "yyyy-MM-dd HH:mm:ss"}}
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    private record Cached(String digest, long bytes) {}

    private Map<String, Cached> cached(String layout) throws IOException, SQLException {
        for (Recording recording : Recording.values()) {
            recording.copyTo(folder);
        }
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config(SOURCES.formatted(
                    folder,
                    Recording.BEIJING_PM25.fileName(),
                    Recording.MACHINE_TEMPERATURE.fileName(),
                    Recording.AMBIENT_TEMPERATURE.fileName()));
            String yaml = Files.readString(config);
            Files.writeString(
                    config,
                    yaml.replaceFirst("\"}", "\", layout: " + layout + "}").replace("rows: 100}", "rows: 10000}"));
            assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
            assertThat(cache.run(config, "verify").exit()).isEqualTo(AdeiCache.DONE);
            analyze(cache);
            Map<String, Cached> all = new TreeMap<>();
            try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
                for (GroupStatus group : engine.status()) {
                    LongStream bytes = group.sizes().values().stream().mapToLong(CacheReader.LevelSize::bytes);
                    String digest = engine.digest(group.group().id()).value();
                    all.put(group.group().id().toString(), new Cached(digest, bytes.sum()));
                }
            }
            return all;
        }
    }

    /** What the server says of the size of tables is minutes old otherwise. */
    private static void analyze(CacheFixture cache) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = cache.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
            while (row.next()) {
                tables.add("`" + row.getString(1) + "`");
            }
        }
        cache.execute("ANALYZE TABLE " + String.join(", ", tables));
    }

    @Test
    void packedIsTheSameInAQuarterOfTheRoom() throws Exception {
        Map<String, Cached> wide = cached("wide");
        Map<String, Cached> packed = cached("packed");

        assertThat(packed).hasSameSizeAs(Recording.values()).hasSameSizeAs(wide);
        packed.forEach((group, each) -> {
            long room = wide.get(group).bytes();
            assertThat(each.digest()).isEqualTo(wide.get(group).digest());
            assertThat(each.bytes() * 4)
                    .as(group + ": " + each.bytes() + " of " + room)
                    .isLessThanOrEqualTo(room);
        });
    }
}
