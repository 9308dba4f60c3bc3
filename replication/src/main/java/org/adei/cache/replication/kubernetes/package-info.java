/**
 * A Lease of Kubernetes as the vote of a server, where two servers hold data and nothing else could break a tie.
 * Speaks to the API with the JDK's own HTTP client.
 */
@NullMarked
package org.adei.cache.replication.kubernetes;

import org.jspecify.annotations.NullMarked;
