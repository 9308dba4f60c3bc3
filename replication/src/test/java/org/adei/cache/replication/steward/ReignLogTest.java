package org.adei.cache.replication.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Problem;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.LeaseRow;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.settings.ClusterServer;
import org.junit.jupiter.api.Test;

class ReignLogTest {
    private static final long MILLI = 1_000_000;

    private final List<String> records = new ArrayList<>();
    private final List<ReignRecord> reigns = new ArrayList<>();
    private final List<Standing> standings = new ArrayList<>();
    private final List<Long> errant = new ArrayList<>();
    private long now;

    private final ReignLog log = new ReignLog("one", records::add, new Ears(), () -> now);

    private final class Ears implements Onlooker {
        @Override
        public void stands(Standing standing) {
            standings.add(standing);
        }

        @Override
        public void diagnosed(List<Diagnosis> diagnoses) {}

        @Override
        public void began(ReignRecord reign) {
            reigns.add(reign);
        }

        @Override
        public void foundErrant(String server, long transactions) {
            errant.add(transactions);
        }
    }

    private static ServerView view(int id, boolean open, String logged, Optional<ReplicaState> replica) {
        LeaseRow lease = new LeaseRow(7, 1, Duration.ofMillis(open ? 500 : -500));
        return new ServerView(
                "db" + id,
                new ClusterServer("host", id, id, 10 * id, false),
                Contact.ANSWERED,
                Optional.of(new ServerState(
                        !open, GtidSet.parse(logged), replica, Optional.of(lease), new Vote(7, 7, 1, true))));
    }

    private static ServerView replica(int id, String logged, String received) {
        return view(
                id,
                false,
                logged,
                Optional.of(
                        new ReplicaState("host:1", ReplicaState.Link.CONNECTED, true, GtidSet.parse(received), "")));
    }

    private void at(long millis) {
        now = millis * MILLI;
    }

    private void took(Step step, long millis) {
        now += millis * MILLI;
        log.took(step, new Ballot(8, 8, 2), millis * MILLI, "");
    }

    @Test
    void theRecordOfAReignHasItsPhasesAndWhatWasLost() {
        at(1_000);
        log.seen(List.of(view(1, true, "0-1-100", Optional.empty()), replica(2, "0-1-90", "0-1-98")));
        at(1_060);
        log.diagnosed(List.of(new Diagnosis(Problem.MASTER_STUCK, "db1")));
        log.seen(List.of(view(1, false, "0-1-100", Optional.empty()), replica(2, "0-1-90", "0-1-98")));
        at(2_160);
        took(new Step.StopReceiving("db2"), 20);
        took(new Step.AwaitApplied("db2", GtidSet.parse("0-1-98")), 30);
        took(new Step.Claim("db2"), 5);
        took(new Step.WriteLease("db2"), 4);
        took(new Step.Open("db2"), 1);
        log.crowned("db2", new Ballot(8, 8, 2), 1_160 * MILLI);
        assertThat(standings.get(0)).isEqualTo(new Standing(7, "db1", Map.of("db2", 10L)));
        assertThat(reigns)
                .containsExactly(new ReignRecord(
                        8,
                        "db2",
                        true,
                        Map.of(
                                "detect", 60 * MILLI,
                                "lease_wait", 1_100 * MILLI,
                                "freeze", 20 * MILLI,
                                "apply", 30 * MILLI,
                                "first_write", 4 * MILLI,
                                "promote", 6 * MILLI,
                                "outage", 1_160 * MILLI),
                        OptionalLong.of(2)));
        assertThat(records)
                .singleElement()
                .asString()
                .contains(
                        "\"cause\": \"MASTER_STUCK db1\"",
                        "\"phases_ms\": {\"detect\": 60.0, \"lease_wait\": 1100.0, \"freeze\": 20.0, \"apply\": 30.0,"
                                + " \"first_write\": 4.0, \"promote\": 6.0}",
                        "\"lost\": 2");
    }

    @Test
    void whatAnOldMasterWroteAloneIsCounted() {
        log.seen(List.of(
                view(1, false, "0-1-103,0-2-90", Optional.empty()), view(2, true, "0-1-98,0-2-120", Optional.empty())));
        Step restore = new Step.Restore("db1", "db2", GtidSet.parse("0-1-103"));
        took(restore, 1);
        took(restore, 1);
        assertThat(errant).containsExactly(5L);
    }

    @Test
    void whatASilentMasterHadIsNotKnown() {
        ServerView silent =
                new ServerView("db1", new ClusterServer("host", 1, 1, 10, false), Contact.SILENT, Optional.empty());
        log.seen(List.of(silent, replica(2, "0-1-90", "0-1-90")));
        log.crowned("db2", new Ballot(8, 8, 2), 0);
        assertThat(reigns.get(0).lost()).isEmpty();
        assertThat(records.get(0)).contains("\"lost\": null");
    }
}
