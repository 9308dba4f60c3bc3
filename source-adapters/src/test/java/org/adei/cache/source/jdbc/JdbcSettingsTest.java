package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.SetupFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSettingsTest {
    private static final String RULE = "{tables: 'log_(.+)', time: {column: ts, type: epoch-micros}}";

    private static JdbcSettings parse(String keys) {
        String yaml = """
                setup: katrin
                cache: {url: "jdbc:mariadb://127.0.0.1:3306/adei_katrin"}
                sources:
                  kdb:
                    type: jdbc
                %s
                """.formatted(keys.indent(4));
        return (JdbcSettings)
                SetupFile.parse("F", yaml, name -> "hunter2").sources().get("kdb");
    }

    private static JdbcGroup rule(String rule) {
        return parse("url: 'jdbc:sqlite:x.db'\ngroups: [" + rule + "]").groups().get(0);
    }

    @Test
    void theLeastThatMustBeWrittenIsEnough() {
        JdbcSettings settings = parse("url: 'jdbc:mariadb://h:3307/slow'\ngroups: [" + RULE + "]");

        assertThat(settings.limits()).isEqualTo(JdbcLimits.DEFAULT);
        assertThat(settings.limits().connections()).isEqualTo(4);
        assertThat(settings.groups().get(0).time().type()).isEqualTo(TimeType.EPOCH_MICROS);
        assertThat(settings.groups().get(0).limits()).isEqualTo(Interval.ALL);
    }

    @Test
    void everythingThatCanBeWrittenIsRead() {
        JdbcSettings settings = parse("""
                url: jdbc:postgresql://h/slow
                user: reader
                password: "${KDB}"
                limits: {connections: 2, fetch-rows: 500, connect-timeout: 3s, socket-timeout: 5m, wait-timeout: 250ms}
                groups:
                  - tables: "log_([a-z]+)_(.+)"
                    group: "$2 $1"
                    schema: archive
                    time: {column: at, type: datetime, zone: Europe/Berlin}
                    channels: [u, v]
                    from: 2014-01-01
                    to: 2015-01-01T00:00:00Z
                  - {tables: x, time: {column: ts, type: epoch-seconds, zone: UTC}, channels: "v[0-9]+"}
                """);
        JdbcGroup group = settings.groups().get(0);

        assertThat(settings.limits())
                .isEqualTo(
                        new JdbcLimits(2, 500, Duration.ofSeconds(3), Duration.ofMinutes(5), Duration.ofMillis(250)));
        assertThat(group.rule().group("log_a_b")).contains("b a");
        assertThat(group.rule().schema()).isEqualTo("archive");
        assertThat(group.time().zone()).hasToString("Europe/Berlin");
        assertThat(group.channels().listed()).containsExactly("u", "v");
        assertThat(group.limits())
                .isEqualTo(
                        Interval.between(Instant.parse("2014-01-01T00:00:00Z"), Instant.parse("2015-01-01T00:00:00Z")));
        assertThat(settings.groups().get(1).channels().matches("v12")).isTrue();
        assertThat(settings.groups().get(1).channels().matches("v12x")).isFalse();
    }

    @Test
    void passwordsAreNeverPrinted() {
        JdbcSettings settings =
                parse("url: 'jdbc:mariadb://h/slow?password=hunter3'\npassword: '${KDB}'\ngroups: [" + RULE + "]");

        assertThat(settings.password().reveal()).isEqualTo("hunter2");
        assertThat(settings.toString()).doesNotContain("hunter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{tabels: x, time: {column: ts, type: datetime}} | unknown key \"tabels\", did you mean \"tables\"?",
                "{tables: x, tiem: {column: ts, type: datetime}} | unknown key \"tiem\", did you mean \"time\"?",
                "{tables: x, time: {colum: ts, type: datetime}} | unknown key \"colum\", did you mean \"column\"?",
                "{tables: x} | time is missing",
                "{time: {column: ts, type: datetime}} | tables is missing",
                "{tables: x, time: {type: datetime}} | column is missing",
                "{tables: x, time: {column: ts}} | type is missing",
                "{tables: x, time: {column: ts, type: epoch-day}} | \"epoch-day\" cannot be used: expected one of epoch-seconds, epoch-millis",
                "{tables: x, time: {column: ts, type: datetime, zone: Europe/Karlsruhe}} | zone \"Europe/Karlsruhe\" does not exist, did you mean Europe/",
                "{tables: x, time: {column: ts, type: datetime, zone: UCT+1:00}} | does not exist, did you mean",
                "{tables: x, time: {column: ts, type: epoch-millis, zone: Asia/Tokyo}} | zone Asia/Tokyo does not belong to a time of type epoch-millis",
                "{tables: 'log_(', time: {column: ts, type: datetime}} | tables \"log_(\" is not a regular expression",
                "{tables: x, group: '$1', time: {column: ts, type: datetime}} | group \"$1\" uses $1, but tables \"x\" has 0 captures",
                "{tables: x, time: {column: ts, type: datetime}, channels: '['} | channels \"[\" is not a regular expression",
                "{tables: x, time: {column: ts, type: datetime}, channels: []} | channels is an empty list",
                "{tables: x, time: {column: ts, type: datetime}, channels: [a, a]} | names a column twice",
                "{tables: x, time: {column: ts, type: datetime}, from: 2015-01-01, to: 2014-01-01} | is after to",
                "{tables: x, time: {column: ts, type: datetime}, limits: 5} | unknown key \"limits\"",
                "{tables: x, time: {column: ts, type: datetime}, rule: 5} | unknown key \"rule\""
            })
    void whatCannotBeUsedIsNamed(String rule, String message) {
        assertThatThrownBy(() -> rule(rule.strip()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("F line ")
                .hasMessageContaining(message.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "groups: [] | url is missing",
                "url: 'jdbc:sqlite:x.db' | groups is missing",
                "urll: 'jdbc:sqlite:x.db' | unknown key \"urll\", did you mean \"url\"?",
                "{url: 'jdbc:sqlite:x.db', limits: {connections: 0}} | connections is 0: expected a number from 1 to 1000",
                "{url: 'jdbc:sqlite:x.db', limits: {conections: 1}} | did you mean \"connections\"?",
                "{url: 'jdbc:sqlite:x.db', groups: []} | groups is empty"
            })
    void aSourceThatCannotBeUsedIsNamed(String keys, String message) {
        assertThatThrownBy(() ->
                        parse(keys.strip().replaceAll("^\\{(.*)}$", "$1").replaceAll(", (limits|groups)", "\n$1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message.strip())
                .hasMessageNotContaining("hunter");
    }

    @Test
    void aDatabaseThatNobodyReadsHereIsNamed() {
        assertThatThrownBy(() -> parse("url: 'jdbc:oracle:thin:x?password=hunter2'\ngroups: [" + RULE + "]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "url \"jdbc:oracle:thin:x?password=******\" cannot be read: expected jdbc:mariadb:");
    }
}
