/**
 * Bringing a server back that was master, or was lost: what it needs decided over positions, and the ports to its
 * process and to the programs that come with MariaDB.
 */
@NullMarked
package org.adei.cache.replication.rejoin;

import org.jspecify.annotations.NullMarked;
