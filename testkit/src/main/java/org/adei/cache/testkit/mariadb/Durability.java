package org.adei.cache.testkit.mariadb;

import java.util.List;

/** What a server promises of a transaction once its commit has returned. */
public enum Durability {
    /** Survives the death of the process, not that of the machine; for tests. */
    FAST(List.of("--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0")),

    /** Survives the death of the machine: log and binlog are synced with every commit. */
    DURABLE(List.of("--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1"));

    private final List<String> arguments;

    Durability(List<String> arguments) {
        this.arguments = arguments;
    }

    List<String> arguments() {
        return arguments;
    }
}
