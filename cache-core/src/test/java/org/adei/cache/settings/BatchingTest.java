package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchingTest {
    @ParameterizedTest
    @CsvSource({
        "256, 2, 2, 8", // four batches of 8 MiB are an eighth of 256 MiB
        "256, 64, 2, 0.25",
        "256, 8, 8, 0.5",
        "512, 2, 2, 16",
        "4096, 2, 2, 32", // never more than was set
        "4096, 64, 2, 4",
        "4096, 0, 2, 32"
    })
    void batchesOfAllSlicesTakeAnEighthOfTheHeap(long heapMebi, int slices, int ring, double bytesMebi) {
        Batching batching = new Batching(10_000, 32 << 20, ring);

        Batching fitting = batching.within(heapMebi << 20, slices);

        assertThat(fitting.bytes()).isEqualTo((int) (bytesMebi * (1 << 20)));
        assertThat(fitting.rows()).isEqualTo(10_000);
        assertThat(fitting.ring()).isEqualTo(ring);
    }

    @Test
    void aBatchIsNeverTooSmallToBeOne() {
        assertThat(Batching.DEFAULT.within(1 << 20, 64).bytes()).isEqualTo(64 << 10);
        assertThat(Batching.DEFAULT.within(1 << 20, 64).rowsFor(5_000, true)).isEqualTo(1);
    }
}
