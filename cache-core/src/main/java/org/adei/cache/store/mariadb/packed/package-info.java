/**
 * The packed layout: one table for all groups, with a row per group, level and span of time that holds coded columns.
 * Small spans are put together as they age; the columns that are asked for are cut out by the server.
 */
@NullMarked
package org.adei.cache.store.mariadb.packed;

import org.jspecify.annotations.NullMarked;
