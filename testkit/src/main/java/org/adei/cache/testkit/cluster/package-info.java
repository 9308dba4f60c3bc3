/**
 * Several MariaDB servers of one's own on loopback that replicate from each other, and a comparison of what they hold.
 * Replication is set up here by hand and shares nothing with the code that it tests.
 */
@NullMarked
package org.adei.cache.testkit.cluster;

import org.jspecify.annotations.NullMarked;
