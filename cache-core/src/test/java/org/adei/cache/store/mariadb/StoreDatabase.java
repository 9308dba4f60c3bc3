package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.Assumptions;

/** A schema of its own with stores on it, all closed at the end. */
public final class StoreDatabase implements AutoCloseable {
    private final TestDatabase database;
    private final List<MariaDbCacheStore> stores = new CopyOnWriteArrayList<>();

    public StoreDatabase() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        database = TestDatabase.open();
    }

    public MariaDbCacheStore store(Duration lease) {
        return store(database.user(), database.password(), lease);
    }

    public MariaDbCacheStore store(String user, String password, Duration lease) {
        return store(new CacheServer(database.jdbcUrl(), user, Secret.of(password)), lease);
    }

    /** A store that keeps groups that are new in this layout. */
    public MariaDbCacheStore store(StorageLayout layout, Duration lease) {
        CacheServer server = new CacheServer(database.jdbcUrl(), database.user(), Secret.of(database.password()));
        return store(server.with(layout), lease);
    }

    private MariaDbCacheStore store(CacheServer server, Duration lease) {
        MariaDbCacheStore store = MariaDbCacheStore.open(server, lease, 12);
        stores.add(store);
        return store;
    }

    public String schema() {
        return database.schema();
    }

    public String url() {
        return database.jdbcUrl();
    }

    /** The first column of an answer as text. */
    public List<String> ask(String sql) {
        return with(connection -> Sql.list(connection, sql, row -> row.getString(1)));
    }

    public void run(String sql) {
        with(connection -> {
            Sql.execute(connection, sql);
            return 0;
        });
    }

    private <T> T with(Database.Work<T> work) {
        try (Connection connection = database.connect()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stores.forEach(MariaDbCacheStore::close);
        database.close();
    }
}
