package org.adei.cache.testkit.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestServerTest {
    @Test
    void theAccountIsTakenOutOfTheAddress() {
        TestServer server = TestServer.parse("jdbc:mariadb://db:3307/ignored?user=me&sslMode=disable&password=secret");
        assertThat(server).isEqualTo(new TestServer("jdbc:mariadb://db:3307", "sslMode=disable", "me", "secret"));
        assertThat(server.jdbcUrl("s")).isEqualTo("jdbc:mariadb://db:3307/s?sslMode=disable");
    }

    @Test
    void anAddressAloneMeansRootWithoutPassword() {
        TestServer server = TestServer.parse("jdbc:mariadb://127.0.0.1:3306");
        assertThat(server.user()).isEqualTo("root");
        assertThat(server.jdbcUrl("s")).isEqualTo("jdbc:mariadb://127.0.0.1:3306/s");
    }

    @Test
    void anotherDatabaseIsRefused() {
        assertThatThrownBy(() -> TestServer.parse("jdbc:mysql://127.0.0.1/?password=secret"))
                .isInstanceOf(LocalMariaDbException.class)
                .hasMessageContaining("ADEI_TEST_MARIADB_URL")
                .hasMessageNotContaining("secret");
    }
}
