package org.adei.cache.work.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LeaderLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contenders that take, renew, write, freeze, die and give back at random: what is committed has tokens in order. */
class LeadershipScheduleIT {
    private static final int CONTENDERS = 4;
    private static final int ACTS_IN_OFFICE = 40;
    private static final Duration LENGTH = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMillis(3);

    private StoreDatabase schema;

    @BeforeEach
    void open() {
        schema = new StoreDatabase();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverCanTwoWrite(long seed) throws Exception {
        schema.store(LENGTH.multipliedBy(100));
        schema.run("CREATE TABLE journal (id BIGINT AUTO_INCREMENT PRIMARY KEY, token BIGINT, owner INT)");
        ExecutorService threads = Executors.newFixedThreadPool(CONTENDERS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CONTENDERS; i++) {
            Contender contender = new Contender(i, new Random(seed * 100 + i));
            all.add(threads.submit(contender::play));
        }
        for (Future<?> one : all) {
            one.get(5, TimeUnit.MINUTES);
        }
        threads.shutdown();

        List<Long> tokens = schema.ask("SELECT token FROM journal ORDER BY id").stream()
                .map(Long::valueOf)
                .toList();
        assertThat(tokens).hasSizeGreaterThan(20).isSorted();
        assertThat(tokens.stream().distinct().count()).isGreaterThan(5);
        assertThat(schema.ask("SELECT token FROM journal GROUP BY token HAVING COUNT(DISTINCT owner) > 1"))
                .isEmpty();
    }

    /** A process with its own session. */
    private final class Contender {
        private final int name;
        private final Random random;
        private final CacheDatabase database =
                schema.store(Duration.ofSeconds(30)).coordination();
        private final MariaDbLeadership lead = new MariaDbLeadership(database, "contender", LENGTH);
        private @org.jspecify.annotations.Nullable LeaderLease lease;

        Contender(int name, Random random) {
            this.name = name;
            this.random = random;
        }

        void play() {
            for (int acts = 0; acts < ACTS_IN_OFFICE; ) {
                LeaderLease mine = lease;
                if (mine != null) {
                    act(mine);
                    acts++;
                } else if ((lease = lead.acquire().orElse(null)) == null) {
                    LockSupport.parkNanos(PATIENCE.toNanos());
                }
            }
        }

        private void act(LeaderLease mine) {
            switch (random.nextInt(20)) {
                case 0 -> {
                    lead.release(mine);
                    lease = random.nextBoolean() ? null : mine;
                }
                case 1 -> freeze();
                case 2 -> schema.run("KILL " + database.session());
                case 3, 4, 5 -> lease = lead.renew(mine) || random.nextInt(4) == 0 ? mine : null;
                case 6 -> lease = null;
                default -> database.transact("cannot write", connection -> write(connection, mine));
            }
        }

        /** Writes, at times with a pause between the proof and the commit. */
        private int write(Connection connection, LeaderLease mine) throws SQLException {
            if (!LeaderGuard.holds(connection, mine)) {
                return 0;
            }
            if (random.nextInt(5) == 0) {
                freeze();
            }
            return Sql.update(connection, "INSERT INTO journal (token, owner) VALUES (?, ?)", mine.token(), name);
        }

        private void freeze() {
            LockSupport.parkNanos(random.nextInt((int) LENGTH.multipliedBy(2).toNanos()));
        }
    }
}
