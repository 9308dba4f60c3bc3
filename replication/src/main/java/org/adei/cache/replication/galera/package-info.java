/**
 * Starting a group of Galera after all of its nodes were off, by the positions that they recover and tell each other, and
 * opening it once all nodes are proven equal. Decisions are pure; {@link GroupRecovery} and {@link GroupOpening} act.
 */
@NullMarked
package org.adei.cache.replication.galera;

import org.jspecify.annotations.NullMarked;
