package org.adei.cache.replication.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BinlogStateTest {
    @Test
    void whatOneHasBeyondTheOtherIsTold() {
        BinlogState old = BinlogState.parse("0-1-108");
        BinlogState present = BinlogState.parse("0-1-103, 0-2-153");
        assertThat(old.beyond(present)).hasToString("0-1-108");
        assertThat(present.beyond(old)).hasToString("0-2-153");
        assertThat(old.beyond(old).isEmpty()).isTrue();
        assertThat(BinlogState.parse("").isEmpty()).isTrue();
    }

    @Test
    void anEarlierStateHasTheSameOriginsUpToThere() {
        BinlogState all = BinlogState.parse("0-3-50,0-1-108,0-2-153,7-1-9");
        assertThat(all.upTo(BinlogState.parse("0-1-110"))).hasToString("0-1-110,0-3-50");
        assertThat(all.upTo(BinlogState.parse("0-1-110")).inOrder()).containsExactly("0-3-50", "0-1-110");
        assertThat(all.upTo(BinlogState.parse(""))).hasToString("");
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> BinlogState.parse("binlog.000001:4")).hasMessageContaining("0-1-108");
    }
}
