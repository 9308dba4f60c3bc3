package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private static final ClusterServer SECOND = new ClusterServer("127.0.0.1", 3307, 2, 100, false);
    private static final Duration SECOND_LONG = Duration.ofSeconds(1);

    @Test
    void allServersAreConnectedToWithTheOptionsOfTheCachesUrl() {
        Logins logins = logins("?sslMode=verify-full&serverSslCert=/etc/ca.pem");
        Properties pooled = logins.pooled(new Properties(), SECOND_LONG);
        Properties asking = logins.asking(SECOND_LONG);
        assertThat(logins.schemaUrl(SECOND)).isEqualTo("jdbc:mariadb://127.0.0.1:3307/adei");
        assertThat(pooled).containsEntry("sslMode", "verify-full").containsEntry("serverSslCert", "/etc/ca.pem");
        assertThat(asking).containsEntry("sslMode", "verify-full").containsEntry("serverSslCert", "/etc/ca.pem");
        assertThat(asking).containsEntry("user", "adei").containsEntry("password", "p");
        assertThat(logins.only(SECOND, SECOND_LONG).url())
                .startsWith("jdbc:mariadb://127.0.0.1:3307/adei?")
                .contains("serverSslCert=/etc/ca.pem", "sslMode=verify-full", "connectTimeout=1000");
    }

    @Test
    void thereIsNoTlsWhereTheUrlSaysNothingOfIt() {
        assertThat(logins("").asking(SECOND_LONG)).containsEntry("sslMode", "disable");
    }

    @Test
    void sessionsAreInUtcWhateverElseTheUrlSetsInThem() {
        assertThat(logins("").asking(SECOND_LONG)).containsEntry("sessionVariables", "time_zone='+00:00'");
        assertThat(logins("?sessionVariables=max_statement_time=9").pooled(new Properties(), SECOND_LONG))
                .containsEntry("sessionVariables", "max_statement_time=9,time_zone='+00:00'");
    }

    @Test
    void theUrlWinsOverDefaultsButNotOverTheTimeInWhichAMasterIsFound() {
        Properties defaults = new Properties();
        defaults.setProperty("socketTimeout", "120000");
        defaults.setProperty("useBulkStmts", "true");
        Logins logins = logins("?socketTimeout=7000&connecttimeout=8000");
        assertThat(logins.pooled(defaults, SECOND_LONG))
                .containsEntry("socketTimeout", "7000")
                .containsEntry("useBulkStmts", "true")
                .containsValue("1000")
                .doesNotContainValue("8000");
        assertThat(logins.asking(SECOND_LONG)).containsEntry("socketTimeout", "1000");
    }

    private static Logins logins(String options) {
        return new Logins(Route.to(new CacheServer("jdbc:mariadb://db1:3306/adei" + options, "adei", Secret.of("p"))));
    }
}
