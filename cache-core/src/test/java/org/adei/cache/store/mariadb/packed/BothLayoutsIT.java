package org.adei.cache.store.mariadb.packed;

import java.time.Duration;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CacheStoreContract;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class BothLayoutsIT implements CacheStoreContract {
    private StoreDatabase database;
    private CacheStore store;

    @BeforeEach
    void open() {
        database = new StoreDatabase();
        store = database.store(StorageLayout.BOTH, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public CacheStore store() {
        return store;
    }

    @Override
    public CacheStore another(Duration lease) {
        return database.store(StorageLayout.BOTH, lease);
    }
}
