package org.adei.cache.source.jdbc;

class PostgresSourceIT extends JdbcSourceContract {
    @Override
    TestServer newServer() {
        return PostgresServer.open();
    }
}
