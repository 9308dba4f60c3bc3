/**
 * The cache in MariaDB: catalogue, coverage with leases, transactions, and the port behind which layouts lie.
 * The only place, with its subpackages, where the cache's SQL is spoken.
 */
@NullMarked
package org.adei.cache.store.mariadb;

import org.jspecify.annotations.NullMarked;
