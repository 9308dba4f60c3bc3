package org.adei.cache.source.jdbc;

class MariaDbSourceIT extends JdbcSourceContract {
    @Override
    TestServer newServer() {
        return MariaDbServer.open();
    }
}
