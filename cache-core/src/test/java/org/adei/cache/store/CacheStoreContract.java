package org.adei.cache.store;

/** What every store promises: all contracts at once. An implementation gives the store and a second process on it. */
public interface CacheStoreContract
        extends CatalogueContract, CoverageContract, HistoryContract, ForgetContract, RoundTripContract, TailContract {}
