package org.adei.cache.testkit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @Test
    void recordingsAreShippedWhole(@TempDir Path folder) throws IOException {
        assertThat(Files.readAllLines(Recording.BEIJING_PM25.copyTo(folder))).hasSize(1 + 43_824);
        assertThat(Files.readAllLines(Recording.MACHINE_TEMPERATURE.copyTo(folder)))
                .hasSize(1 + 22_695);
        assertThat(Files.readAllLines(Recording.AMBIENT_TEMPERATURE.copyTo(folder)))
                .hasSize(1 + 7_267);
    }

    @Test
    void theirLicencesAreShippedWithThem() throws IOException {
        for (String name : List.of("/recordings/README.md", "/recordings/LICENSE-NAB.txt", "/golden/README.md")) {
            try (var text = Resource.open(name)) {
                assertThat(text.readAllBytes()).isNotEmpty();
            }
        }
    }
}
