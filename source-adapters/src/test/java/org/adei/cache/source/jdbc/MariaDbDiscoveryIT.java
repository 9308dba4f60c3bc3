package org.adei.cache.source.jdbc;

class MariaDbDiscoveryIT extends DiscoveryContract {
    @Override
    TestServer newServer() {
        return MariaDbServer.open();
    }

    @Override
    String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
