package org.adei.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {
    private static WorkerState worker(String name, WorkerState.Condition condition, LaneName lane) {
        return new WorkerState(
                new WorkerInfo(name, "h", 1, List.of(), Map.of(lane, 1)), condition, Duration.ZERO, Duration.ZERO, "");
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "2, 3", "3, 3", "7, 3", "8, 1", "64, 2", "10, 7"})
    void theSharesOfAllMakeTheTotal(int total, int workers) {
        List<WorkerState> all = IntStream.range(0, workers)
                .mapToObj(i -> worker("w" + i, WorkerState.Condition.WORKING, LaneName.ARCHIVE))
                .toList();
        List<Integer> shares = all.stream()
                .map(each -> Shares.of(total, each.name(), LaneName.ARCHIVE, all))
                .toList();
        assertThat(shares.stream().mapToInt(each -> each).sum()).isEqualTo(total);
        assertThat(shares).isSortedAccordingTo((a, b) -> b - a);
        assertThat(shares.get(0) - shares.get(workers - 1)).isLessThanOrEqualTo(1);
    }

    @Test
    void onlyThoseCountThatAreThereAndHaveTheLane() {
        List<WorkerState> all = List.of(
                worker("a", WorkerState.Condition.WORKING, LaneName.ARCHIVE),
                worker("b", WorkerState.Condition.GONE, LaneName.ARCHIVE),
                worker("c", WorkerState.Condition.WORKING, LaneName.CURRENT),
                worker("d", WorkerState.Condition.SILENT, LaneName.ARCHIVE));
        assertThat(Shares.of(8, "a", LaneName.ARCHIVE, all)).isEqualTo(4);
    }

    @Test
    void oneThatIsNotListedYetCountsAll() {
        assertThat(Shares.of(8, "new", LaneName.ARCHIVE, List.of())).isEqualTo(8);
    }

    @Test
    void noProcessTakesMoreThanItsBound() {
        assertThat(Shares.of(1_000, "a", LaneName.ARCHIVE, List.of())).isEqualTo(Shares.MOST);
    }
}
