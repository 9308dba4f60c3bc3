/**
 * Watches over a cluster: one of many stewards leads by the votes of a majority, renews the master's lease and carries out
 * what was decided. Servers and time are ports, so that simulations run the very same code.
 */
@NullMarked
package org.adei.cache.replication.steward;

import org.jspecify.annotations.NullMarked;
