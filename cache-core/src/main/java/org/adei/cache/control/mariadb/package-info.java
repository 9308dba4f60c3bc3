/**
 * Workers and control in tables of the cache.
 * Times are the database's alone.
 */
@NullMarked
package org.adei.cache.control.mariadb;

import org.jspecify.annotations.NullMarked;
