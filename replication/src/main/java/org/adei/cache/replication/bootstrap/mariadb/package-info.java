/**
 * Reads servers and sets them up as the decisions of the package above say. Every statement has a deadline.
 */
@NullMarked
package org.adei.cache.replication.bootstrap.mariadb;

import org.jspecify.annotations.NullMarked;
