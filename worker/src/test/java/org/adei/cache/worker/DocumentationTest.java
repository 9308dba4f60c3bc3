package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.settings.SetupFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations that the documents show can be used. */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {"../README.md", "../docs/configuration.md", "../docs/operations.md", "../docs/sources/jdbc.md"})
    void everyConfigurationThatIsShownCanBeLoaded(String file) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of(file)));
        int count = 0;
        while (blocks.find()) {
            SetupFile.parse(file, whole(blocks.group(1)), name -> "secret");
            count++;
        }
        assertThat(count).isPositive();
    }

    private static String whole(String block) {
        String head = "setup: s\ncache: {url: \"jdbc:mariadb://127.0.0.1/s\"}\n";
        if (block.startsWith("setup:")) {
            return block;
        }
        return block.startsWith("sources:") ? head + block : head + "sources:\n" + block.indent(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../README.md", "../docs/architecture.md", "../docs/operations.md", "../docs/decisions/README.md"
            })
    void everyFileThatIsLinkedExists(String file) throws IOException {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        Matcher links = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(Path.of(file)));
        while (links.find()) {
            assertThat(folder.resolve(links.group(1))).exists();
        }
    }
}
