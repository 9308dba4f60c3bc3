package org.adei.cache.worker.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.worker.demo.DemoFolder;

/** The configuration of a trial, as an operator would write it. */
final class TrialConfig {
    static final String CACHER = "adei";
    static final String SCHEMA = "adei_trial";

    private TrialConfig() {}

    /** Writes the configuration and the password file that it points to. */
    static Path write(TrialServers servers, DemoFolder folder) throws IOException {
        LocalMariaDb first = servers.all().values().iterator().next();
        Path password = folder.secret("password", first.password() + "\n");
        StringBuilder list = new StringBuilder();
        servers.all()
                .forEach((name, server) -> list.append("    ")
                        .append(name)
                        .append(": {address: \"127.0.0.1:")
                        .append(server.port())
                        .append("\", id: ")
                        .append(name.substring("db".length()))
                        .append("}\n"));
        String yaml = """
                setup: trial
                cache: {url: "%1$s", user: %2$s, password: "${file:%3$s}"}
                cluster:
                  kind: %4$s
                  servers:
                %5$s  semi-sync: %6$s
                  accounts:
                    from: "127.0.0.1"
                    manager: {user: adei_manager, password: "${file:%3$s}"}
                    replication: {user: adei_replication, password: "${file:%3$s}"}
                    admin: {user: root, password: "${file:%3$s}"}
                sources:
                  made:
                    type: synthetic
                    seed: 7
                    groups:
                      - {name: fast, rows: 100000, channels: 16}
                """.formatted(
                        first.jdbcUrl(SCHEMA),
                        CACHER,
                        password,
                        servers.kind().name().toLowerCase(Locale.ROOT),
                        list,
                        servers.semiSync());
        return Files.writeString(folder.file("adei-cache.yaml"), yaml);
    }
}
