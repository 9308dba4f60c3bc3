package org.adei.cache.queue.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adei.cache.queue.mariadb.LeaseOracle.Act;
import org.adei.cache.queue.mariadb.LeaseOracle.Grant;
import org.adei.cache.queue.mariadb.LeaseOracle.Lease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseOracleTest {
    private static final Lease LEASE = new Lease(7, 3);

    private final LeaseOracle oracle = new LeaseOracle();

    /** A lease given at 100 until 200, prolonged at 150 until 250. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            160 | 170 | true  |     | did not
            160 | 170 | true  | 165 |
            210 | 220 | true  | 215 |
            240 | 260 | true  | 255 |
            260 | 270 | true  | 265 | expired
            160 | 170 | true  | 155 | after its end
             90 |  95 | true  |  93 | never given
            160 | 170 | false |     | good lease was refused
            210 | 220 | false |     | good lease was refused
            240 | 260 | false |     |
            260 | 270 | false |     |
            160 | 170 | false | 165 |
            """)
    void anActIsJudgedByTheTimesOfTheLease(
            long from, long to, boolean accepted, @Nullable Long end, @Nullable String complaint) {
        oracle.granted(LEASE, new Grant(200, 100));
        oracle.granted(LEASE, new Grant(250, 150));
        if (end != null) {
            oracle.ended(LEASE, new Grant(accepted ? 250 : end, end));
        }
        List<String> complaints = oracle.complaints(List.of(new Act(LEASE, from, to, accepted, true)));
        if (complaint == null) {
            assertThat(complaints).isEmpty();
        } else {
            assertThat(complaints).singleElement().asString().contains(complaint);
        }
    }

    @Test
    void aGoodLeaseThatSomebodyElseEndedIsSeen() {
        oracle.granted(LEASE, new Grant(200, 100));
        oracle.ended(LEASE, new Grant(200, 150));
        assertThat(oracle.complaints(List.of())).singleElement().asString().contains("somebody else");
    }
}
