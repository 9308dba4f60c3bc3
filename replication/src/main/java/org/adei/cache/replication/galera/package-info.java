/**
 * Starting a group of Galera after all of its nodes were off, by the positions that they recover. Decisions over what
 * was read before; nothing here talks to a server.
 */
@NullMarked
package org.adei.cache.replication.galera;

import org.jspecify.annotations.NullMarked;
