package org.adei.cache.source.jdbc;

class PostgresDiscoveryIT extends DiscoveryContract {
    @Override
    TestServer newServer() {
        return PostgresServer.open();
    }

    @Override
    String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
