package org.adei.cache.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.adei.cache.model.Interval;
import org.junit.jupiter.api.Test;

class UncachedTest {
    private static final Part WANTED = Part.without(new Interval(0, 100), Origin.NOT_CACHED);

    @Test
    void whatTheSourceDoesNotHaveIsToldApartFromWhatIsNotCachedYet() {
        assertThat(Uncached.explain(WANTED, Optional.of(new Interval(30, 60))))
                .containsExactly(
                        Part.without(new Interval(0, 30), Origin.NO_ROWS),
                        Part.without(new Interval(30, 60), Origin.NOT_CACHED),
                        Part.without(new Interval(60, 100), Origin.NO_ROWS));
        assertThat(Uncached.explain(WANTED, Optional.of(new Interval(200, 300))))
                .containsExactly(Part.without(WANTED.interval(), Origin.NO_ROWS));
    }

    @Test
    void aSourceThatCannotBeReachedIsNamed() {
        assertThat(Uncached.explain(WANTED, Optional.empty()))
                .containsExactly(Part.without(WANTED.interval(), Origin.UNREACHABLE));
    }
}
