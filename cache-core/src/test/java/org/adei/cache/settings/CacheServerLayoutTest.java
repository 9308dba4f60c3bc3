package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.StorageLayout;
import org.junit.jupiter.api.Test;

class CacheServerLayoutTest {
    private static final String URL = "jdbc:mariadb://127.0.0.1:3306/cache";
    private static final GroupId GROUP = GroupId.parse("kdb/slow/heater");

    @Test
    void withoutAWordInTheConfigurationTheWidthDecides() {
        CacheServer server = new CacheServer(URL, "u", Secret.NONE);

        assertThat(server.layoutOf(GROUP, 16)).isEqualTo(StorageLayout.WIDE);
        assertThat(server.layoutOf(GROUP, 1_364)).isEqualTo(StorageLayout.WIDE);
        assertThat(server.layoutOf(GROUP, 1_365)).isEqualTo(StorageLayout.PACKED);
    }

    @Test
    void aWordInTheConfigurationHoldsForGroupsOfAnyWidth() {
        CacheServer server = new CacheServer(URL, "u", Secret.NONE).with(StorageLayout.BOTH);

        assertThat(server.layoutOf(GROUP, 2_000)).isEqualTo(StorageLayout.BOTH);
    }

    @Test
    void theFirstExpressionThatFitsDecides() {
        Map<String, StorageLayout> layouts = new LinkedHashMap<>();
        layouts.put("kdb/slow/.*", StorageLayout.PACKED);
        layouts.put("kdb/.*", StorageLayout.BOTH);
        CacheServer server = new CacheServer(URL, "u", Secret.NONE, StorageLayout.WIDE, layouts);

        assertThat(server.layoutOf(GROUP, 1)).isEqualTo(StorageLayout.PACKED);
        assertThat(server.layoutOf(GroupId.parse("kdb/fast/heater"), 1)).isEqualTo(StorageLayout.BOTH);
        assertThat(server.layoutOf(GroupId.parse("other/fast/heater"), 1)).isEqualTo(StorageLayout.WIDE);
    }
}
