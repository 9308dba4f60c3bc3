package org.adei.cache.testkit.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.adei.cache.testkit.mariadb.Durability;
import org.junit.jupiter.api.Test;

class LocalGaleraIT {
    @Test
    void threeNodesFormAGroup() {
        if (!(GaleraBinaries.locate() instanceof GaleraBinaries.Found found)) {
            abort(((GaleraBinaries.Missing) GaleraBinaries.locate()).reason());
            return;
        }
        try (LocalGalera group = LocalGalera.start(found, 3, Durability.FAST, "")) {
            for (int id = 1; id <= group.size(); id++) {
                assertThat(group.status(id, "wsrep_cluster_size")).isEqualTo("3");
            }
        }
    }
}
