package org.adei.cache.worker.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/** The configuration of the demo, as an operator would write it. */
final class DemoConfig {
    private DemoConfig() {}

    /** Writes the configuration and the password file that it points to. */
    static Path write(LocalMariaDb server, DemoFolder folder) throws IOException {
        Path password = folder.secret("password", server.password() + "\n");
        String yaml = """
                setup: demo
                cache: {url: "%s", user: %s, password: "${file:%s}"}
                levels: [10s, 60s, 600s, 3600s, 43200s]
                sources:
                  lab:
                    type: jdbc
                    url: "%s"
                    user: %s
                    password: "${file:%s}"
                    groups:
                      - {tables: "rec_(.+)", time: {column: at, type: datetime, zone: UTC}, channels: "value"}
                      - {tables: "log_(.+)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}
                  weather:
                    type: csv
                    path: "%s"
                    database: beijing
                    missing: [NA]
                    time: {columns: [year, month, day, hour], pattern: "yyyy M d H"}
                    channels: "pm2.5|DEWP|TEMP|PRES|Iws|Is|Ir"
                """.formatted(
                        server.jdbcUrl(DemoServer.CACHE_SCHEMA),
                        DemoServer.CACHER,
                        password,
                        server.jdbcUrl(DemoServer.SOURCE_SCHEMA),
                        DemoServer.READER,
                        password,
                        folder.file("csv"));
        return Files.writeString(folder.file("adei-cache.yaml"), yaml);
    }
}
