package org.adei.cache.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.adei.cache.engine.RunListener;
import org.adei.cache.settings.SetupFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    @TempDir
    private Path folder;

    private Path config;
    private Path secret;

    @BeforeEach
    void write() throws IOException {
        secret = Files.writeString(folder.resolve("password"), "one\n");
        config = Files.writeString(folder.resolve("adei-cache.yaml"), """
                setup: watched
                cache: {url: "jdbc:mariadb://127.0.0.1:3306/x", user: adei, password: "${file:%s}"}
                sources: {s: {type: synthetic, seed: 1, groups: [{name: g, rows: 1, channels: 1}]}}
                """.formatted(secret));
    }

    @Test
    void aSecretThatIsReplacedIsAChange() throws IOException {
        ConfigWatch watch = watch();
        assertThat(watch.look(RunListener.NONE)).isEmpty();
        Files.writeString(secret, "two\n");
        assertThat(watch.look(RunListener.NONE)).isEmpty();
        assertThat(watch.look(RunListener.NONE))
                .hasValueSatisfying(
                        setup -> assertThat(setup.cache().password().reveal()).isEqualTo("two"));
        assertThat(watch.look(RunListener.NONE)).isEmpty();
    }

    @Test
    void aConfigurationThatCannotBeUsedChangesNothing() throws IOException {
        ConfigWatch watch = watch();
        Files.writeString(config, "setup: [");
        assertThat(watch.look(RunListener.NONE)).isEmpty();
        assertThat(watch.look(RunListener.NONE)).isEmpty();
        assertThat(watch.current().name()).isEqualTo("watched");
    }

    private ConfigWatch watch() {
        return new ConfigWatch(config, () -> Objects.requireNonNull(SetupFile.load(config, name -> null)));
    }
}
