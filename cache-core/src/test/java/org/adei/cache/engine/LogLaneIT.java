package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.adei.cache.log.Severity;
import org.adei.cache.measure.ObservedStore;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.Tuning;
import org.adei.cache.store.Claim;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;

/** Who is told of for what is written of logs. */
class LogLaneIT {
    private static final long S = 1_000_000_000L;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Map<LaneName, Long> rows = new EnumMap<>(LaneName.class);
    private final Set<LaneName> begun = ConcurrentHashMap.newKeySet();

    private final WriteListener listener = new WriteListener() {
        @Override
        public void began(LaneName lane, Claim slice) {
            begun.add(lane);
        }

        @Override
        public void committed(LaneName lane, Commit commit) {
            synchronized (rows) {
                rows.merge(lane, (long) commit.rows(), Long::sum);
            }
        }
    };

    private Map<LaneName, Long> rows() {
        synchronized (rows) {
            return Map.copyOf(rows);
        }
    }

    @Test
    void slicesAndTailsOfLogsAreOfTheLogLane() {
        LiveListSource source = new LiveListSource(Severity.channels());
        GroupId log = source.group("log");
        double[] one = new double[Severity.values().length];
        Arrays.fill(one, 1);
        IntStream.range(0, 5_000).forEach(i -> source.add(log, i * S, one));
        try (StoreDatabase schema = new StoreDatabase();
                CacheEngine engine = new CacheEngine(
                        new ObservedStore(schema.store(LEASE), listener, System::nanoTime),
                        List.of(source),
                        Ladder.ofSeconds(10, 60, 600),
                        Tuning.DEFAULT)) {
            Thread following = new Thread(() -> engine.follow(RunListener.NONE));
            following.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            rows().values().stream().mapToLong(Long::longValue).sum() >= 5_000);
            engine.stop();
        }
        assertThat(rows()).containsOnlyKeys(LaneName.LOG);
        assertThat(begun).containsExactly(LaneName.LOG);
    }
}
