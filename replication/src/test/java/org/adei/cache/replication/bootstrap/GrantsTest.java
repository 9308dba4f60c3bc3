package org.adei.cache.replication.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void eachMissingRightIsNamedWithItsGrant() {
        Grants grants = Grants.parse(List.of(
                "GRANT USAGE ON *.* TO `adei`@`%` IDENTIFIED BY PASSWORD '*1'",
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES,"
                        + " CREATE ROUTINE, ALTER ROUTINE, EXECUTE,"
                        + " CREATE VIEW, SHOW VIEW ON `adei\\_katrin`.* TO `adei`@`%`"));
        assertThat(grants.missing(Role.CACHER, "adei_katrin", "'adei'@'%'"))
                .containsExactly(
                        "GRANT DROP ON `adei\\_katrin`.* TO 'adei'@'%'", "GRANT SELECT ON `adei\\_ha`.* TO 'adei'@'%'");
    }

    @Test
    void rightsOnAllSchemasCount() {
        Grants root = Grants.parse(List.of("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION"));
        assertThat(root.missing(Role.MANAGER, "adei", "root")).isEmpty();
        assertThat(root.excess(Role.CACHER, "root")).containsExactly("REVOKE ALL PRIVILEGES ON *.* FROM root");
    }

    @Test
    void theManagerMayChangeTheCacheAlone() {
        Grants grants = Grants.parse(List.of(
                "GRANT SELECT, RELOAD, LOCK TABLES ON *.* TO `m`@`%`",
                "GRANT INSERT, DROP ON `adei\\_katrin`.* TO `m`@`%`",
                "GRANT SELECT, SHOW VIEW ON `read`.* TO `m`@`%`"));
        assertThat(grants.mayChange("adei_katrin")).isTrue();
        assertThat(grants.mayChange("read")).isFalse();
        assertThat(grants.mayChange("beside")).isFalse();
    }

    @Test
    void theCacherMayNotWritePastReadOnly() {
        Grants grants = Grants.parse(List.of("GRANT PROCESS, READ_ONLY ADMIN ON *.* TO `adei`@`%`"));
        assertThat(grants.excess(Role.CACHER, "adei")).containsExactly("REVOKE READ_ONLY ADMIN ON *.* FROM adei");
        assertThat(grants.excess(Role.MANAGER, "adei")).isEmpty();
    }
}
