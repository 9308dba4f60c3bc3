/**
 * Asks and moves real servers over JDBC.
 * Every statement is bounded in time, and a change is made only where the steward's term still holds.
 */
@NullMarked
package org.adei.cache.replication.mariadb;

import org.jspecify.annotations.NullMarked;
