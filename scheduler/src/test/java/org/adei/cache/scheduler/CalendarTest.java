package org.adei.cache.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.ConfigurationException;
import org.junit.jupiter.api.Test;

class CalendarTest {
    @Test
    void twoCalendarsInOneJvmGiveTheirSignals() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(2);
        CountDownLatch second = new CountDownLatch(2);
        try (Calendar one = new Calendar(Map.of("a", "* * * * * ?"), Map.of("a", first::countDown));
                Calendar two = new Calendar(Map.of("a", "0/1 * * * * ?"), Map.of("a", second::countDown))) {
            assertThat(one).isNotSameAs(two);
            assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anExpressionThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Calendar.check("sweep", "0/10 * * * * nonsense"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("schedule.sweep")
                .hasMessageContaining("0/10 * * * * nonsense");
    }
}
