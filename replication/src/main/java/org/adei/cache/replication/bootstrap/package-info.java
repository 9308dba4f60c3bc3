/**
 * Making a cluster out of servers that somebody installed: are their settings right, who leads, which accounts and
 * rights are missing. Decisions over facts that were read before; nothing here talks to a server.
 */
@NullMarked
package org.adei.cache.replication.bootstrap;

import org.jspecify.annotations.NullMarked;
