package org.adei.cache.replication.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Moves moves = new Moves(Duration.ofSeconds(1));

    @Test
    void thoseOfTheLastFifteenLeasesCount() {
        moves.moved(SECOND);
        moves.moved(10 * SECOND);
        assertThat(moves.recent(16 * SECOND)).isEqualTo(2);
        assertThat(moves.recent(17 * SECOND)).isEqualTo(1);
    }

    @Test
    void aStewardThatWasJustElectedHasMovedNobody() {
        for (int i = 0; i < 20; i++) {
            moves.moved(SECOND);
        }
        moves.forget();
        assertThat(moves.recent(SECOND)).isZero();
    }
}
