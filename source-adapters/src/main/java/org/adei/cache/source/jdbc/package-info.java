/**
 * Tables of MariaDB, MySQL, PostgreSQL and SQLite as a source: groups by table name, channels by column, rows in order of time.
 * Reads only, streams in bounded memory, and names every row that it has to leave out.
 */
@NullMarked
package org.adei.cache.source.jdbc;

import org.jspecify.annotations.NullMarked;
