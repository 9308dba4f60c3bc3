package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.Ladder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupFileTest {
    private static final String GOOD = """
            setup: katrin
            cache: {url: "jdbc:mariadb://127.0.0.1:3306/adei_katrin", user: adei, password: "${CACHE_PASSWORD}"}
            levels: [10s, 1m, 600, 1h]
            tuning: {batch: {rows: 500}, lease: 20s, parallel-slices: 3, query: {source-rows: 7000}}
            sources:
              kdb:
                type: trial
                url: "jdbc:mariadb://127.0.0.1:3307/slowcontrol?password=hunter2"
                password: hunter2
                from: 2014-05-01
                groups:
                  - {tables: "log_(.+)", time: {column: ts, type: epoch-micros}, limit: 3}
            """;

    private static Setup parse(String yaml) {
        return SetupFile.parse(
                "a.yaml", yaml, Map.of("CACHE_PASSWORD", "pass: \"word")::get, List.of(new TrialSource.Type()));
    }

    @Test
    void everythingOfAGoodFileIsRead() {
        Setup setup = parse(GOOD);
        assertThat(setup.name()).isEqualTo("katrin");
        assertThat(setup.cache().password().reveal()).isEqualTo("pass: \"word");
        assertThat(setup.levels()).isEqualTo(Ladder.ofSeconds(10, 60, 600, 3600));
        assertThat(setup.tuning())
                .isEqualTo(new Tuning(new Batching(500, 32 << 20, 2), 8, 3, Duration.ofSeconds(20), true)
                        .querying(new Querying(7_000, Duration.ofSeconds(2))));
        TrialSource source = (TrialSource) setup.sources().get("kdb");
        assertThat(source.from()).isEqualTo(Instant.parse("2014-05-01T00:00:00Z"));
        assertThat(source.groups())
                .containsExactly(new TrialSource.Group(
                        "log_(.+)", new TrialSource.Time("ts", TrialSource.Kind.EPOCH_MICROS), 3));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        Setup setup = parse("""
                setup: s
                cache: {url: "jdbc:mariadb://h/s"}
                sources: {a: {url: u, type: trial, groups: []}}
                """);
        assertThat(setup.levels()).isEqualTo(Ladder.DEFAULT);
        assertThat(setup.tuning()).isEqualTo(Tuning.DEFAULT);
        assertThat(setup.cache().user()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cache:            | cahce:            | line 2: cahce: unknown key "cahce", did you mean "cache"?
            user: adei        | usr: adei         | line 2: cache.usr: unknown key "usr", did you mean "user"?
            tables: "log      | tabels: "log      | line 12: sources.kdb.groups[0].tabels: unknown key "tabels", did you mean "tables"?
            type: trial       | type: trail       | sources.kdb: unknown type of source "trail", did you mean "trial"?
            type: trial       | from: 2014-05-01  | Duplicate field 'from'
            epoch-micros      | epoch-micro       | expected one of datetime, epoch-micros
            [10s, 1m          | [10s, 15s         | levels [10s, 15s, 600s, 3600s] make no ladder
            [10s, 1m          | [10s, 1minute     | "1minute" is not a length of time
            rows: 500         | rows: 0           | line 4: tuning.batch: rows is 0: expected a number from 1 to 1000000
            rows: 500         | rows: many        | tuning.batch.rows: "many" cannot be used: expected a whole number
            lease: 20s        | lease: 20h        | lease is PT20H: expected a time from 1s to 1h
            limit: 3          | limit: [3]        | expected a whole number
            jdbc:mariadb://127.0.0.1:3306 | jdbc:oracle:x | url "jdbc:oracle:x/adei_katrin" cannot hold a cache: expected jdbc:mariadb://host:port/schema
            ${CACHE_PASSWORD} | ${CACHE_PASWORD}  | line 2: cache.password: ${CACHE_PASWORD} stands for the variable CACHE_PASWORD
            ${CACHE_PASSWORD} | ${file:/no/where} | line 2: cache.password: ${file:/no/where} cannot be read
            2014-05-01        | 2014-05-32        | sources.kdb.from: "2014-05-32" is not a time: expected 2014-05-01
            setup: katrin     | setup: ""         | setup is empty
            sources:          | "sources: "       | line 6: not YAML: could not find expected ':'
            """)
    void aMistakeIsNamedWithItsPlaceAndWhatWasExpected(String good, String bad, String message) {
        assertThatThrownBy(() -> parse(GOOD.replace(good, bad)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("a.yaml")
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> parse("setup: s\ncache: {user: u}\nsources: {}"))
                .hasMessageContaining("cache: url is missing");
        assertThatThrownBy(() -> parse("setup: s\ncache: {url: 'jdbc:mariadb://h/s'}"))
                .hasMessageContaining("sources is missing");
        assertThatThrownBy(() -> parse("setup: s\ncache: {url: 'jdbc:mariadb://h/s'}\nsources: {a: {url: x}}"))
                .hasMessageContaining("type is missing: expected one of trial");
    }

    @Test
    void anEmptyABrokenAndAMissingFileAreNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> parse("")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> parse("setup: [")).hasMessageContaining("a.yaml line");
        assertThatThrownBy(() -> SetupFile.load(folder.resolve("none.yaml"), name -> null))
                .hasMessageContaining("none.yaml does not exist");
    }

    @Test
    void aValueCanComeFromAFile(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "from-file\n");
        Setup setup = parse(GOOD.replace("${CACHE_PASSWORD}", "${file:" + secret + "}"));
        assertThat(setup.cache().password().reveal()).isEqualTo("from-file");
    }

    @Test
    void secretsAreNeverPrinted(@TempDir Path folder) throws IOException {
        assertThat(parse(GOOD).toString()).doesNotContain("pass: \"word").contains(Secret.MASK);
        Path file = Files.writeString(folder.resolve("a.yaml"), GOOD);
        assertThat(SetupFile.masked(file))
                .doesNotContain("hunter2")
                .contains("${CACHE_PASSWORD}", "password: '" + Secret.MASK, "tables: log_(.+)");
    }
}
