package org.adei.cache.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LadderTest {
    @Test
    void aLevelThatIsNoMultipleIsNamed() {
        assertThatThrownBy(() -> Ladder.ofSeconds(10, 60, 90))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("90s must be a multiple of 60s");
        assertThatThrownBy(() -> Ladder.ofSeconds(10, 10)).hasMessageContaining("and longer");
        assertThatThrownBy(() -> Ladder.ofSeconds()).hasMessageContaining("expected 1 to 16");
        assertThatThrownBy(() -> Ladder.ofSeconds(0)).hasMessageContaining("level of 0 s");
    }

    @Test
    void windowsStartAtMultiplesAlsoBefore1970() {
        Level ten = new Level(10);

        assertThat(ten.floor(-1)).isEqualTo(-10 * Nanos.PER_SECOND);
        assertThat(ten.floor(-10 * Nanos.PER_SECOND)).isEqualTo(-10 * Nanos.PER_SECOND);
        assertThat(ten.ceiling(1)).isEqualTo(10 * Nanos.PER_SECOND);
        assertThat(ten.ceiling(0)).isZero();
    }

    @Test
    void groupsAreNamedByThreeParts() {
        assertThat(GroupId.parse("a/b/c/d")).isEqualTo(new GroupId("a", "b", "c/d"));
        assertThatThrownBy(() -> GroupId.parse("a/b")).hasMessageContaining("expected server/database/group");
    }
}
