package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | no command given: expected one of
            rnu                                 | Did you mean "run"?
            run --once                          | Missing required option
            run --config x --onec               | Did you mean "--once"?
            run --config x --once --progress up | expected one of [AUTO, BAR, LINES, NONE]
            status --config /none.yaml          | configuration file /none.yaml does not exist
            query --config x --group a          | --group: "a" does not name a group
            query --config x --group a/b/c --from 2014-02-30 | --from: "2014-02-30" is not a time
            query --config x --group a/b/c --from 2015 | --from: "2015" is not a time
            query --config x --group a/b/c --from 2015-01-01 --to 2014-01-01 | is not before --to
            query --config x --group a/b/c --from 3015-01-01 | out of range
            query --config x --group a/b/c --points 0 | --points is 0
            query --config x --group a/b/c --points many | is not an int
            query --config x --group a/b/c --format xml | expected one of [TABLE, CSV, JSON]
            recache --config x                  | Missing required option
            stop --config x --lane archiv       | expected one of
            stop --config x --lane log --group a/b/c | expected at most one of them
            start --config x --group a          | --group: "a" does not name a group
            scale --config x --lane archive     | expected either a number of threads or --reset
            scale --config x --lane archive --threads 2 --reset | expected either a number of threads or --reset
            scale --config x --lane archive --threads -1 | --threads is -1: expected 0 to
            """)
    void wrongUsageIsOneMessageAndExitCode2(String line, String message) {
        Session session = Session.run(line.isEmpty() ? new String[0] : line.split(" +"));
        assertThat(session.err()).contains(message).doesNotContain("\tat ");
        assertThat(session.exit()).isEqualTo(AdeiCache.USAGE);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void aMisspeltKeyIsNamedWithItsPlaceAndItsNearest() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                setup: s
                cache: {url: "jdbc:mariadb://127.0.0.1/x", pasword: hunter2}
                sources: {}
                """);
        Session session = Session.run("run", "--config", file.toString(), "--once");
        assertThat(session.exit()).isEqualTo(AdeiCache.USAGE);
        assertThat(session.err())
                .contains(file + " line 2: cache.pasword: unknown key \"pasword\", did you mean \"password\"?")
                .doesNotContain("hunter2", "\tat ");
    }

    @Test
    void stackTracesAreShownOnRequest() {
        Session session = Session.run("status", "--config", "/none.yaml", "--debug");
        assertThat(session.err()).contains("\tat ");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {
            "run", "verify", "query", "status", "plan", "recache", "config", "demo", "stop", "start", "scale", "retry"
        }) {
            Session session = Session.run(command, "--help");
            assertThat(session.exit()).isEqualTo(AdeiCache.DONE);
            assertThat(session.out()).contains("Usage: adei-cache " + command);
        }
    }
}
