package org.adei.cache.work.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.SourceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeadershipIT {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(20);

    private StoreDatabase schema;

    @BeforeEach
    void open() {
        schema = new StoreDatabase();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    /** A process that may lead. */
    private final class Contender {
        private final MariaDbCacheStore store = schema.store(Duration.ofSeconds(30));
        private final CacheDatabase database = store.coordination();
        private final MariaDbLeadership lead;

        Contender(String name, Duration length) {
            lead = new MariaDbLeadership(database, name, length);
        }

        LeaderLease leads() {
            return await().atMost(SOON)
                    .until(lead::acquire, Optional::isPresent)
                    .orElseThrow();
        }

        boolean writes(LeaderLease lease) {
            return new MariaDbSourceStates(database).put(lease, state("s", lease.token()));
        }
    }

    private static SourceState state(String name, long token) {
        return new SourceState(name, true, "", 0, 1, Long.toString(token), Duration.ofSeconds(30));
    }

    @Test
    void oneOfTwoLeadsAndIsNamed() {
        Contender first = new Contender("first", LONG);
        Contender second = new Contender("second", LONG);

        LeaderLease lease = first.leads();

        assertThat(second.lead.acquire()).isEmpty();
        assertThat(first.lead.acquire()).isEmpty();
        assertThat(first.lead.renew(lease)).isTrue();
        assertThat(second.lead.leader()).contains("first");
    }

    @Test
    void aLeadThatIsGivenBackIsTakenAtOnceUnderAGreaterToken() {
        Contender first = new Contender("first", LONG);
        Contender second = new Contender("second", LONG);
        LeaderLease lease = first.leads();

        first.lead.release(lease);

        assertThat(second.lead.leader()).isEmpty();
        assertThat(second.lead.acquire().orElseThrow().token()).isGreaterThan(lease.token());
        assertThat(first.lead.renew(lease)).isFalse();
        first.lead.release(lease);
        assertThat(second.lead.leader()).contains("second");
    }

    @Test
    void aLeaderThatIsGoneIsReplacedLongBeforeItsLeaseEnds() {
        Contender first = new Contender("first", LONG);
        Contender second = new Contender("second", LONG);
        LeaderLease lease = first.leads();

        first.store.close();

        assertThat(second.leads().token()).isGreaterThan(lease.token());
    }

    @Test
    void aLeaderWhoseSessionIsKilledGoesOnWithANewOneOrWritesNothing() {
        Contender first = new Contender("first", LONG);
        Contender second = new Contender("second", LONG);
        LeaderLease lease = first.leads();

        schema.run("KILL " + schema.ask("SELECT session_id FROM adei_leader").get(0));
        assertThat(first.lead.renew(lease)).isTrue();
        assertThat(second.lead.acquire()).isEmpty();

        schema.run("KILL " + schema.ask("SELECT session_id FROM adei_leader").get(0));
        second.leads();
        assertThat(first.lead.renew(lease)).isFalse();
        assertThat(first.writes(lease)).isFalse();
    }

    @Test
    void aLeaderThatSleptBeyondItsLeaseWritesNothingEvenIfNobodyElseLeads() {
        Contender first = new Contender("first", SHORT);
        Contender second = new Contender("second", LONG);
        LeaderLease lease = first.leads();
        await().atMost(SOON).until(() -> !first.writes(lease));
        assertThat(first.lead.renew(lease)).isFalse();
        LeaderLease next = second.leads();

        assertThat(first.writes(lease)).isFalse();
        assertThat(new MariaDbSourceStates(first.database).keepOnly(lease, List.of()))
                .isFalse();
        assertThat(second.writes(next)).isTrue();
    }

    @Test
    void whatTheLeaderSaysOfSourcesIsReadByAll() {
        Contender first = new Contender("first", LONG);
        Contender second = new Contender("second", LONG);
        LeaderLease lease = first.leads();
        MariaDbSourceStates states = new MariaDbSourceStates(first.database);
        assertThat(states.put(lease, state("up", 7))).isTrue();
        assertThat(states.put(lease, new SourceState("down", false, "no route", 3, 5, "x", Duration.ofHours(1))))
                .isTrue();

        List<SourceState> seen = new MariaDbSourceStates(second.database).all();

        assertThat(seen).extracting(SourceState::name).containsExactly("down", "up");
        assertThat(seen.get(0).message()).isEqualTo("no route");
        assertThat(seen.get(0).failures()).isEqualTo(3);
        assertThat(seen.get(0).next()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        assertThat(schema.ask("SELECT last_seen IS NULL FROM adei_source ORDER BY name"))
                .containsExactly("1", "0");
        assertThat(states.keepOnly(lease, List.of("up"))).isTrue();
        assertThat(states.all()).extracting(SourceState::name).containsExactly("up");
    }
}
