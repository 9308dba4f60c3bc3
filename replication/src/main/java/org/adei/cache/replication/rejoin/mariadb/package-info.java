/**
 * Copies servers, undoes transactions and compares contents. Each way ends with a position from which the server can
 * follow the master.
 */
@NullMarked
package org.adei.cache.replication.rejoin.mariadb;

import org.jspecify.annotations.NullMarked;
