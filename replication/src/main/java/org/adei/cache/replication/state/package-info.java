/**
 * What is known of the servers of a cluster at one moment: positions, roles, leases, votes.
 * Values only; nothing here asks a server.
 */
@NullMarked
package org.adei.cache.replication.state;

import org.jspecify.annotations.NullMarked;
