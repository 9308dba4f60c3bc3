package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.adei.cache.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
    private static final String GOOD = """
            setup: s
            cache: {url: "jdbc:mariadb://10.0.0.1/adei"}
            cluster:
              kind: replicas
              lease: 2s
              servers:
                db1: {address: "10.0.0.1:3306", id: 1, priority: 10}
                db2: {address: "db2.lab", id: 2}
                arbiter: {address: "10.0.0.3:3306", id: 3, witness: true}
              accounts:
                manager: {user: boss, password: hunter2}
                replication: {user: repl, password: hunter2}
            sources:
              a: {type: trial, url: "x", from: 2014-05-01, groups: [{tables: t, time: {column: c, type: epoch-micros}}]}
            """;

    private static Cluster parse(String yaml) {
        Setup setup = SetupFile.parse("a.yaml", yaml, name -> null, List.of(new TrialSource.Type()));
        return Objects.requireNonNull(setup.cluster());
    }

    @Test
    void aClusterIsReadWithItsDefaults() {
        Cluster cluster = parse(GOOD);
        assertThat(cluster.servers().keySet()).containsExactly("db1", "db2", "arbiter");
        assertThat(cluster.servers().get("db2")).isEqualTo(new ClusterServer("db2.lab", 3306, 2, 100, false));
        assertThat(cluster.lease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cluster.accounts().from()).isEqualTo("%");
        assertThat(cluster.accounts().admin()).isNull();
        assertThat(cluster.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: 2}                            | id: 1}              | both have id 1
            "db2.lab"                         | "10.0.0.1:3306"     | are both at 10.0.0.1:3306
            "10.0.0.3:3306"                   | "10.0.0.1:3306"     | expected a server of its own for each, also for a witness
            "db2.lab"                         | "db2:lab"           | expected host:port
            "10.0.0.1:3306", id: 1, priority: 10 | "10.0.0.1:3306"   | id is missing
            kind: replicas                    | kind: pairs         | pairs
            lease: 2s                         | lease: 1ms          | lease in ms is 1
            user: boss                        | user: repl          | expected two accounts
            witness: true                     | wittness: true      | wittness
            """)
    void aMistakeIsNamed(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> parse(GOOD.replace(from, to)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
