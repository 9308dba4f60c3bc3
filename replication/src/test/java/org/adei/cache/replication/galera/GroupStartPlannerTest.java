package org.adei.cache.replication.galera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupStartPlannerTest {
    private static final String GROUP = "33bb5f14-e721-11f1-9908-5b3aeb6e7d5a";
    private static final String OTHER = "43bb5f14-e721-11f1-9908-5b3aeb6e7d5a";
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    @Test
    void theNodeThatHasMostStarts() {
        assertThat(GroupStartPlanner.plan(Map.of("a", at(GROUP, 5), "b", at(GROUP, 9), "c", at(GROUP, 7))))
                .isEqualTo(new GroupStart.Bootstrap("b", new RecoveredPosition(GROUP, 9)));
        assertThat(GroupStartPlanner.plan(Map.of("a", at(GROUP, 5), "b", at(GROUP, 5))))
                .isEqualTo(new GroupStart.Bootstrap("a", new RecoveredPosition(GROUP, 5)));
    }

    @Test
    void aMissingPositionIsNeverTakenForZero() {
        refused(Map.of("a", at(GROUP, 5), "b", Optional.empty()), "b gave no position");
    }

    @Test
    void unknownPositionsAreRefused() {
        refused(Map.of("a", at(GROUP, 5), "b", at(NONE, -1)), "b does not know its position");
        refused(Map.of("a", at(GROUP, -1)), "a does not know its position");
    }

    @Test
    void nodesOfDifferentGroupsAreRefused() {
        refused(Map.of("a", at(GROUP, 5), "b", at(OTHER, 6)), "different groups");
    }

    @Test
    void thePositionIsFoundInTheLog() {
        assertThat(RecoveredPosition.in("... [Note] WSREP: Recovered position: " + GROUP + ":17,0-1-3\n"))
                .contains(new RecoveredPosition(GROUP, 17));
        assertThat(RecoveredPosition.in("WSREP: disabled, skipping position recovery"))
                .isEmpty();
    }

    private static Optional<RecoveredPosition> at(String group, long number) {
        return Optional.of(new RecoveredPosition(group, number));
    }

    private static void refused(Map<String, Optional<RecoveredPosition>> nodes, String reason) {
        assertThat(GroupStartPlanner.plan(nodes))
                .isInstanceOfSatisfying(
                        GroupStart.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .anySatisfy(line -> assertThat(line).contains(reason)));
    }
}
