/**
 * Follows the binary log of a MariaDB or MySQL server and tells which tables changed at what times.
 * Nothing of it is needed to read rows; whoever is told reads them by SQL.
 */
@NullMarked
package org.adei.cache.source.jdbc.push;

import org.jspecify.annotations.NullMarked;
