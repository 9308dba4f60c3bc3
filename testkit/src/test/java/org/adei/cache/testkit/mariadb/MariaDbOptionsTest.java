package org.adei.cache.testkit.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MariaDbOptionsTest {
    @Test
    void argumentsOfTheCallerComeLastAndWin() {
        assertThat(MariaDbOptions.durable().with("--sync-binlog=0").arguments())
                .containsSubsequence("--sync-binlog=1", "--sync-binlog=0")
                .contains("--innodb-flush-log-at-trx-commit=1", "--binlog-annotate-row-events=OFF");
    }

    @Test
    void aTinyBufferPoolIsRefused() {
        assertThatThrownBy(() -> MariaDbOptions.fast().withBufferPoolMb(1))
                .hasMessageContaining("buffer pool of 1 MiB is too small");
    }
}
