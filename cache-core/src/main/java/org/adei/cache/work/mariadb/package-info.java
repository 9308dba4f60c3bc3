/**
 * The lead, and what the leader says of sources, in tables of the cache.
 * Every write of the leader proves its token in the same transaction.
 */
@NullMarked
package org.adei.cache.work.mariadb;

import org.jspecify.annotations.NullMarked;
