package org.adei.cache.replication.galera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeStartPlannerTest {
    private static final String GROUP = "33bb5f14-e721-11f1-9908-5b3aeb6e7d5a";
    private static final String NONE = "00000000-0000-0000-0000-000000000000";
    private static final NodeView SILENT = new NodeView.Silent();

    @Test
    void oneNodeLeadsAndItIsTheOneThatHasMost() {
        Map<String, NodeView> nodes = Map.of("a", at(5), "b", at(9), "c", at(9));
        assertThat(plan("b", nodes)).isEqualTo(new NodeStart.Lead(new RecoveredPosition(GROUP, 9)));
        assertThat(Stream.of("a", "c").map(self -> plan(self, nodes)))
                .allSatisfy(start -> assertWaits(start, "b starts the group"));
    }

    @Test
    void aGroupThatServesIsJoinedWhateverTheOthersTell() {
        NodeView serving = new NodeView.Serving(false);
        assertThat(plan("a", Map.of("a", at(NONE, -1), "b", serving, "c", SILENT)))
                .isEqualTo(new NodeStart.Join(false));
        assertThat(plan("a", Map.of("a", at(5), "b", new NodeView.Serving(true), "c", serving)))
                .isEqualTo(new NodeStart.Join(true));
    }

    @Test
    void aNodeThatTellsNothingIsWaitedFor() {
        assertWaits(plan("a", Map.of("a", at(5), "b", at(4), "c", SILENT)), "c has not told its position");
        assertWaits(
                plan("a", Map.of("a", at(5), "b", new NodeView.Idle("is in no majority"))),
                "b runs and serves nobody (is in no majority)");
    }

    @Test
    void aNodeThatDoesNotKnowItsPositionKeepsAllFromStarting() {
        assertWaits(plan("a", Map.of("a", at(5), "b", at(NONE, -1))), "b does not know its position");
    }

    @Test
    void aNodeThatWasGivenUpIsNotWaitedForButMustNotBeThere() {
        Map<String, NodeView> lost = Map.of("a", at(5), "b", at(4), "c", SILENT);
        assertThat(NodeStartPlanner.plan("a", lost, Set.of("c"))).isInstanceOf(NodeStart.Lead.class);
        Map<String, NodeView> there = Map.of("a", at(5), "b", at(4), "c", at(6));
        assertWaits(NodeStartPlanner.plan("a", there, Set.of("c")), "c was said to be gone and is there");
    }

    private static NodeStart plan(String self, Map<String, NodeView> nodes) {
        return NodeStartPlanner.plan(self, nodes, Set.of());
    }

    private static NodeView at(long number) {
        return at(GROUP, number);
    }

    private static NodeView at(String group, long number) {
        return new NodeView.Off(new RecoveredPosition(group, number));
    }

    private static void assertWaits(NodeStart start, String reason) {
        assertThat(start)
                .isInstanceOfSatisfying(
                        NodeStart.Wait.class,
                        wait -> assertThat(wait.reasons())
                                .anySatisfy(line -> assertThat(line).contains(reason)));
    }
}
