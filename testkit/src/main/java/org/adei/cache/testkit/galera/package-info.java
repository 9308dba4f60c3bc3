/**
 * Several nodes of Galera of one's own on loopback, where the machine has MariaDB's server with Galera's library and the
 * scripts that copy a node.
 */
@NullMarked
package org.adei.cache.testkit.galera;

import org.jspecify.annotations.NullMarked;
