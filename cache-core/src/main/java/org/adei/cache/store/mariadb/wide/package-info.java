/**
 * The wide layout: the tables that ADEI's own programs read, one column or three per channel.
 * Wider groups than a table of InnoDB takes lie in several tables under a view.
 */
@NullMarked
package org.adei.cache.store.mariadb.wide;

import org.jspecify.annotations.NullMarked;
