package org.adei.cache.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.adei.cache.model.GroupId;
import org.adei.cache.source.Push.Change;
import org.junit.jupiter.api.Test;

/** What is read because a source told of a change. */
class ErrandTest {
    private static final GroupId GROUP = new GroupId("s", "d", "g");

    private static Change change(long from, long to) {
        return new Change(GROUP, from, to, true);
    }

    @Test
    void aRowBehindTheTailIsReadOnce() {
        Errand errand = new Errand(change(10, 10), null, null, 0);

        assertThat(errand.look(10)).isEqualTo(Errand.Look.NEW_ROWS);
        assertThat(errand.looked(Errand.Look.NEW_ROWS, 11, 5)).isTrue();
    }

    @Test
    void aRowThatCannotBeSeenYetIsLookedForUntilAllIsReadAgain() {
        Errand errand = new Errand(change(10, 10), null, null, 0);
        int looks = 0;
        while (errand.look(10) == Errand.Look.NEW_ROWS) {
            assertThat(errand.looked(Errand.Look.NEW_ROWS, 10, errand.dueAt())).isFalse();
            looks++;
        }

        assertThat(looks).isBetween(5, 10);
        assertThat(errand.dueAt()).isBetween(100_000_000L, 2_000_000_000L);
        assertThat(errand.looked(Errand.Look.ALL_ROWS, 10, 0)).isFalse();
        assertThat(errand.looked(Errand.Look.ALL_ROWS, 10, 0)).isTrue();
    }

    @Test
    void aChangeBeforeTheEndOfTheTailIsLookedAtTwice() {
        Errand errand = new Errand(change(3, 12), null, null, 0);

        assertThat(errand.look(10)).isEqualTo(Errand.Look.ALL_ROWS);
        assertThat(errand.looked(Errand.Look.ALL_ROWS, 13, 0)).isFalse();
        assertThat(errand.look(13)).isEqualTo(Errand.Look.ALL_ROWS);
        assertThat(errand.looked(Errand.Look.ALL_ROWS, 13, 0)).isTrue();
    }

    @Test
    void changesInOrderStayCheapAndOthersAreReadWithAllRows() {
        Errand inOrder = new Errand(change(10, 10), null, null, 0);
        inOrder.add(change(11, 12), null, 0);
        Errand outOfOrder = new Errand(change(12, 12), null, null, 0);
        outOfOrder.add(change(11, 11), null, 0);

        assertThat(inOrder.look(10)).isEqualTo(Errand.Look.NEW_ROWS);
        assertThat(outOfOrder.look(10)).isEqualTo(Errand.Look.ALL_ROWS);
    }

    @Test
    void aChangeOfUnknownTimeIsReadWithAllRows() {
        assertThat(new Errand(Change.somewhere(GROUP), null, null, 0).look(Long.MIN_VALUE + 1))
                .isEqualTo(Errand.Look.ALL_ROWS);
    }
}
