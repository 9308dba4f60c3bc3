package org.adei.cache.replication.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.LeaseRow;
import org.adei.cache.replication.state.Receipts;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.settings.ClusterServer;
import org.junit.jupiter.api.Test;

class FailoverPlannerTest {
    private static final Flaw SLOW = new Flaw(Flaw.Kind.CLOCK, true, "its clock runs behind");
    private static final Flaw LOOSE = new Flaw(Flaw.Kind.SETTINGS, true, "gtid_strict_mode is OFF");
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final FailoverPlanner planner = new FailoverPlanner(false);

    private static ClusterServer server(int id) {
        return new ClusterServer("host", id, id, 10 * id, false);
    }

    private static ServerView master(boolean open, Flaw... flaws) {
        return view(1, open, Optional.empty(), flaws);
    }

    private static ServerView replica(int id, Link link, Flaw... flaws) {
        return view(
                id, false, Optional.of(new ReplicaState("host:1", link, true, GtidSet.parse("0-1-100"), "")), flaws);
    }

    private static ServerView view(int id, boolean open, Optional<ReplicaState> replica, Flaw... flaws) {
        LeaseRow lease = new LeaseRow(7, 1, Duration.ofMillis(500));
        ServerState state =
                new ServerState(!open, GtidSet.parse("0-1-100"), replica, Optional.of(lease), new Vote(7, 7, 1, true));
        return new ServerView("db" + id, server(id), Contact.ANSWERED, Optional.of(state), List.of(flaws));
    }

    private static ServerView dead(int id) {
        return new ServerView("db" + id, server(id), Contact.REFUSED, Optional.empty());
    }

    private Plan plan(int moves, String chosen, ServerView... views) {
        Situation situation = new Situation(true, LEASE, LEASE.multipliedBy(5), Set.of(), chosen, moves, false);
        return planner.plan(new ClusterSnapshot(List.of(views), situation));
    }

    private static List<String> claims(Plan plan) {
        List<String> names = new ArrayList<>();
        plan.steps().stream().filter(step -> step instanceof Step.Claim).forEach(step -> names.add(step.server()));
        return names;
    }

    private static List<Problem> problems(Plan plan) {
        return plan.diagnoses().stream().map(Diagnosis::problem).toList();
    }

    @Test
    void aMasterWhoseClockRunsBehindIsClosedFirst() {
        Plan plan = plan(0, "", master(true, SLOW), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED));
        assertThat(plan.steps()).containsExactly(new Step.Fence("db1"));
        assertThat(plan.diagnoses().get(0).toString())
                .startsWith("MASTER_CLOCK_SLOW db1: its clock runs behind; leases would last longer");
    }

    @Test
    void onceItIsClosedItHandsOverAllThatItHas() {
        Plan plan = plan(0, "", master(false, SLOW), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED));
        assertThat(plan.steps().get(0)).isEqualTo(new Step.AwaitApplied("db2", GtidSet.parse("0-1-100")));
        assertThat(claims(plan)).containsExactly("db2");
    }

    @Test
    void whoseClockRunsBehindDoesNotBecomeMaster() {
        Plan plan = plan(0, "", dead(1), replica(2, Link.STOPPED, SLOW), replica(3, Link.STOPPED));
        assertThat(claims(plan)).containsExactly("db3");
        assertThat(problems(plan)).contains(Problem.CLOCK_OFF);
    }

    @Test
    void whoseSettingsAreWrongDoesNotBecomeMaster() {
        Plan plan = plan(0, "", dead(1), replica(2, Link.STOPPED, LOOSE), replica(3, Link.STOPPED));
        assertThat(claims(plan)).containsExactly("db3");
        assertThat(plan.diagnoses())
                .anySatisfy(found ->
                        assertThat(found.toString()).startsWith("SETTINGS db2: gtid_strict_mode is OFF; it cannot"));
        assertThat(claims(plan(0, "", dead(1), replica(2, Link.STOPPED, LOOSE), replica(3, Link.STOPPED, LOOSE))))
                .isEmpty();
    }

    @Test
    void aMasterThatReignsGoesOnWithWrongSettings() {
        Plan plan = plan(0, "", master(true, LOOSE), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED));
        assertThat(problems(plan)).containsExactly(Problem.SETTINGS);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void anOperatorsWishForOneOfThemIsNotFulfilled() {
        Plan plan = plan(0, "db2", master(true), replica(2, Link.CONNECTED, LOOSE), replica(3, Link.CONNECTED));
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void aClosedMasterWithWrongSettingsAndNobodyElseStaysClosed() {
        assertThat(plan(0, "", master(false, LOOSE), dead(2), dead(3)).steps()).isEmpty();
        Plan alone = plan(0, "", master(false, LOOSE), replica(2, Link.STOPPED), dead(3));
        assertThat(claims(alone)).isEmpty();
    }

    @Test
    void aDeadMasterIsReplacedEightTimesButNotForEver() {
        assertThat(claims(plan(7, "", dead(1), replica(2, Link.STOPPED), replica(3, Link.STOPPED))))
                .containsExactly("db2");
        Plan ninth = plan(8, "", dead(1), replica(2, Link.STOPPED), replica(3, Link.STOPPED));
        assertThat(claims(ninth)).isEmpty();
        assertThat(problems(ninth)).contains(Problem.FLAPPING);
    }

    @Test
    void theSameMasterIsOpenedAgainHoweverOftenItWasMoved() {
        assertThat(claims(plan(8, "", master(false), replica(2, Link.STOPPED), replica(3, Link.STOPPED))))
                .containsExactly("db1");
    }

    @Test
    void anOperatorsWishWaitsToo() {
        assertThat(plan(7, "db2", master(true), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED))
                        .steps())
                .containsExactly(new Step.CatchUp("db2", GtidSet.parse("0-1-100")), new Step.Fence("db1"));
        assertThat(plan(8, "db2", master(true), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED))
                        .steps())
                .isEmpty();
    }

    @Test
    void aReplicaOfAReplicaIsAttachedToTheMaster() {
        ServerView cascading = view(
                3, false, Optional.of(new ReplicaState("host:2", Link.CONNECTED, true, GtidSet.parse("0-1-100"), "")));
        Plan plan = plan(0, "", master(true), replica(2, Link.CONNECTED), cascading);
        assertThat(plan.steps()).containsExactly(new Step.Rejoin("db3", "db1"));
        assertThat(problems(plan)).containsExactly(Problem.FOLLOWS_ANOTHER);
    }

    @Test
    void anAccountWithoutRightsIsNamedWithWhatMendsIt() {
        Flaw rights = new Flaw(Flaw.Kind.RIGHTS, false, "adei_manager lacks rights: GRANT RELOAD ON *.* TO 'a'@'b'");
        ServerView limited = new ServerView("db2", server(2), Contact.LIMITED, Optional.empty(), List.of(rights));
        Plan plan = plan(0, "", master(true), limited, replica(3, Link.CONNECTED));
        assertThat(plan.diagnoses()).singleElement().satisfies(found -> {
            assertThat(found.problem()).isEqualTo(Problem.NO_RIGHTS);
            assertThat(found.toString()).contains("db2", "GRANT RELOAD ON *.* TO 'a'@'b'");
        });
    }

    /** Mended by nobody, such a mark would keep servers from being compared for as long as it reigns. */
    @Test
    void aMasterThatCameToReignBeforeItWasComparedVouchesOnceTheOthersAreInDoubt() {
        ServerView master = marked(master(true), Content.UNPROVEN);
        ServerView second = replica(2, Link.CONNECTED);
        ServerView third = marked(replica(3, Link.CONNECTED), Content.UNPROVEN);
        assertThat(problems(plan(0, "", master, second, third))).contains(Problem.MASTER_UNPROVEN);
        assertThat(plan(0, "", master, second, third).steps()).containsExactly(new Step.Doubt("db2"));
        assertThat(plan(0, "", master, marked(second, Content.UNPROVEN), third).steps())
                .containsExactly(new Step.Vouch("db1"));
        assertThat(plan(0, "", master(true), marked(second, Content.UNPROVEN), third)
                        .steps())
                .containsExactly(new Step.Compare("db2", "db1"), new Step.Compare("db3", "db1"));
    }

    @Test
    void anOperatorsChoiceIsProvenFirst() {
        ServerView chosen = marked(replica(2, Link.CONNECTED), Content.UNPROVEN);
        assertThat(plan(0, "db2", master(true), chosen).steps()).containsExactly(new Step.Compare("db2", "db1"));
        assertThat(plan(0, "db2", master(true), replica(2, Link.CONNECTED)).steps())
                .containsExactly(new Step.CatchUp("db2", GtidSet.parse("0-1-100")), new Step.Fence("db1"));
    }

    /** A commit that waits for a receipt which never comes would keep it open for ever. */
    @Test
    void aStrayWriterThatWaitsForReceiptsLetsThemGoBeforeItIsClosed() {
        ServerView second = view(2, true, Optional.empty());
        assertThat(plan(0, "", master(true), second).steps()).containsExactly(new Step.Fence("db2"));
        assertThat(plan(0, "", master(true), waiting(second)).steps())
                .containsExactly(new Step.ForgoReceipts("db2"), new Step.Fence("db2"));
    }

    @Test
    void aMasterThatStoodStillIsTriedAgainInTheEndWhereNobodyElseCanReign() {
        ServerView second = marked(replica(2, Link.CONNECTED), Content.PARTIAL);
        assertThat(claims(stuck(LEASE, master(true), second))).isEmpty();
        assertThat(claims(stuck(LEASE.multipliedBy(5), master(true), second))).containsExactly("db1");
        assertThat(claims(stuck(LEASE.multipliedBy(5), master(true), replica(2, Link.STOPPED))))
                .containsExactly("db2");
    }

    /** Else its master would be closed for its sake and opened again, over and over. */
    @Test
    void anOperatorsWishForOneThatStoodStillWaits() {
        Situation situation = new Situation(true, LEASE, LEASE.multipliedBy(5), Set.of("db2"), "db2", 0, false);
        ServerView[] views = {master(true), replica(2, Link.CONNECTED), replica(3, Link.CONNECTED)};
        assertThat(planner.plan(new ClusterSnapshot(List.of(views), situation)).steps())
                .isEmpty();
    }

    private Plan stuck(Duration outage, ServerView... views) {
        Situation situation = new Situation(true, outage, LEASE.multipliedBy(5), Set.of("db1"), "", 0, false);
        return planner.plan(new ClusterSnapshot(List.of(views), situation));
    }

    private static ServerView waiting(ServerView view) {
        ServerState state = view.state().orElseThrow();
        return new ServerView(
                view.name(),
                view.server(),
                view.contact(),
                Optional.of(new ServerState(
                        state.readOnly(),
                        state.logged(),
                        state.replica(),
                        state.lease(),
                        state.vote(),
                        new Receipts(true, true))),
                view.flaws());
    }

    private static ServerView marked(ServerView view, Content content) {
        ServerState state = view.state().orElseThrow();
        Vote vote = new Vote(7, 7, 1, true, content, "");
        return new ServerView(
                view.name(),
                view.server(),
                view.contact(),
                Optional.of(new ServerState(
                        state.readOnly(), state.logged(), state.replica(), state.lease(), vote, state.receipts())),
                view.flaws());
    }
}
