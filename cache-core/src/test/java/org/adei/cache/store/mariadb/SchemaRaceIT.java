package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaRaceIT {
    private static final int PROCESSES = 6;

    @Test
    void processesThatStartAtOnceMakeTheTablesOnce() throws Exception {
        try (StoreDatabase schema = new StoreDatabase()) {
            CyclicBarrier start = new CyclicBarrier(PROCESSES);
            ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    open(schema);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            threads.shutdown();
            assertThat(schema.ask("SELECT COUNT(*) - COUNT(DISTINCT version) FROM adei_schema"))
                    .containsExactly("0");
        }
    }

    private static void open(StoreDatabase schema) {
        schema.store(Duration.ofSeconds(30)).catalogue().groups();
    }
}
