package org.adei.cache.replication.rejoin;

import static org.assertj.core.api.Assertions.assertThat;

import org.adei.cache.replication.bootstrap.BinlogState;
import org.junit.jupiter.api.Test;

class ReturnPlannerTest {
    @Test
    void whoHasNothingOfItsOwnFollows() {
        assertThat(plan("0-1-103", "0-1-103,0-2-150", true)).isEqualTo(new Return.Follow());
        assertThat(plan("", "", true)).isEqualTo(new Return.Follow());
    }

    @Test
    void strayTransactionsAreUndoneBackToTheLastThatBothHave() {
        assertThat(plan("0-1-108", "0-1-103,0-2-150", true))
                .isEqualTo(new Return.Undo(BinlogState.parse("0-1-108"), "0-1-103"));
    }

    @Test
    void strayTransactionsOfSeveralOriginsAreUndoneBackToTheLastThatBothHave() {
        assertThat(plan("0-1-100,0-2-105", "0-1-100,0-3-110", true))
                .isEqualTo(new Return.Undo(BinlogState.parse("0-2-105"), "0-1-100"));
        assertThat(plan("0-1-103,0-2-106", "0-1-100,0-3-101", true))
                .isEqualTo(new Return.Undo(BinlogState.parse("0-1-103,0-2-106"), "0-1-100"));
    }

    @Test
    void whatCannotBeUndoneIsFilledAnew() {
        assertThat(plan("0-1-108", "0-1-103,0-2-150", false)).isInstanceOf(Return.Reseed.class);
        assertThat(plan("0-1-108,7-3-9", "0-1-103,0-2-150", true)).isInstanceOf(Return.Reseed.class);
        assertThat(plan("0-1-108", "0-2-150", true)).isInstanceOf(Return.Reseed.class);
        assertThat(plan("", "0-2-150", true)).isInstanceOf(Return.Reseed.class);
    }

    private static Return plan(String returning, String master, boolean canUndo) {
        return ReturnPlanner.plan(BinlogState.parse(returning), BinlogState.parse(master), canUndo);
    }
}
